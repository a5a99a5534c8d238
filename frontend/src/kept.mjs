// What somebody typed and nobody has acknowledged yet, kept in this tab only (sessionStorage), under the name of
// whoever is signed in. Signing out, or someone else signing in, clears it; so does closing the tab.

const PREFIX = 'throughcare:'
const SENT = `${PREFIX}sent`
const NEVER = new Set(['csrfmiddlewaretoken'])

const who = () => document.body.dataset.signedIn

function keyOf (form) {
  const alike = [...document.querySelectorAll('form[data-draft]')].filter((one) => one.dataset.draft === form.dataset.draft)
  const which = alike.indexOf(form)
  return `${PREFIX}${who()}:${form.dataset.draft}${which > 0 ? `#${which}` : ''}`
}

export function typed (form) {
  const pairs = []
  for (const element of form.elements) {
    if (!element.name || NEVER.has(element.name) || ['password', 'file', 'submit', 'button'].includes(element.type)) continue
    if (['radio', 'checkbox'].includes(element.type) && !element.checked) continue
    if (element.type === 'select-multiple') {
      for (const option of element.selectedOptions) pairs.push([element.name, option.value])
    } else pairs.push([element.name, element.value])
  }
  return pairs
}

// What makes two states of a form the same to whoever typed them.
export const substance = (pairs) =>
  JSON.stringify(pairs.filter(([name]) => name !== 'version' && name !== 'once').map(([name, value]) => [name, value.replaceAll('\r\n', '\n')]))

function attempt (act) {
  try { return act() } catch { return null } // storage full or forbidden: the page still has the text
}

export const keep = (form) => attempt(() => sessionStorage.setItem(keyOf(form), JSON.stringify(typed(form))))
export const kept = (form) => attempt(() => JSON.parse(sessionStorage.getItem(keyOf(form))))
export const forget = (form) => attempt(() => sessionStorage.removeItem(keyOf(form)))
export const markSent = (form) => attempt(() => sessionStorage.setItem(SENT, JSON.stringify([keyOf(form), fromHere()])))
const fromHere = () => window.location.href.split('#')[0]

export function putBack (form, pairs) {
  const values = new Map()
  for (const [name, value] of pairs) values.set(name, [...(values.get(name) || []), value])
  for (const element of form.elements) {
    if (!element.name || NEVER.has(element.name) || ['password', 'file', 'submit', 'button'].includes(element.type)) continue
    const wanted = values.get(element.name) || []
    if (['radio', 'checkbox'].includes(element.type)) element.checked = wanted.includes(element.value)
    else if (element.type === 'select-multiple') for (const option of element.options) option.selected = wanted.includes(option.value)
    else if (wanted.length) element.value = wanted[0]
    if (element.type !== 'hidden') element.dispatchEvent(new Event('change', { bubbles: true }))
  }
}

function everyKey () {
  return attempt(() => Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX))) || []
}

// A form that was sent has arrived when the server led from it to a page. It has not when it came back with errors, when
// that page says that something went wrong or asks to sign in, or when the reader came here in some other way.
function settleWhatWasSent () {
  const [sent, from] = attempt(() => JSON.parse(sessionStorage.getItem(SENT))) || []
  if (!sent || !who()) return // signing in comes first
  for (const form of document.querySelectorAll('form[data-sends-again]')) {
    form.addEventListener('submit', () => attempt(() => sessionStorage.setItem(SENT, JSON.stringify([sent, fromHere()]))))
  }
  attempt(() => sessionStorage.removeItem(SENT))
  const cameBack = [...document.querySelectorAll('form[data-came-back]')].some((form) => keyOf(form) === sent)
  const [way] = performance.getEntriesByType('navigation')
  const wasLed = (!way || way.type === 'navigate') && document.referrer === from
  const arrived = wasLed && !cameBack && !('didNotWork' in document.body.dataset)
  if (arrived) attempt(() => sessionStorage.removeItem(sent))
}

export function startKeeping () {
  for (const form of document.querySelectorAll('form[data-sign-out]')) {
    form.addEventListener('submit', () => everyKey().forEach((key) => attempt(() => sessionStorage.removeItem(key))))
  }
  settleWhatWasSent()
  if (!who()) return
  for (const key of everyKey()) {
    if (!key.startsWith(`${PREFIX}${who()}:`)) attempt(() => sessionStorage.removeItem(key))
  }
}
