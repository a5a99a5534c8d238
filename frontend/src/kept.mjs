// What somebody typed and nobody has acknowledged yet, kept in this tab only (sessionStorage), under the name of
// whoever is signed in. Signing out, or someone else signing in, clears it; so does closing the tab.

const PREFIX = 'throughcare:'
const SENT = `${PREFIX}sent`
const NEVER = new Set(['csrfmiddlewaretoken'])

const who = () => document.body.dataset.signedIn
const keyOf = (form) => `${PREFIX}${who()}:${form.dataset.draft}`

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
export const markSent = (form) => attempt(() => sessionStorage.setItem(SENT, keyOf(form)))

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

// A form that was sent and did not come back has arrived, unless this page says that something went wrong.
function settleWhatWasSent () {
  const sent = attempt(() => sessionStorage.getItem(SENT))
  if (!sent) return
  const cameBack = [...document.querySelectorAll('form[data-draft]')].some((form) => keyOf(form) === sent)
  if (!cameBack && !('didNotWork' in document.body.dataset)) attempt(() => sessionStorage.removeItem(sent))
  attempt(() => sessionStorage.removeItem(SENT))
}

export function startKeeping () {
  for (const form of document.querySelectorAll('form[data-sign-out]')) {
    form.addEventListener('submit', () => everyKey().forEach((key) => attempt(() => sessionStorage.removeItem(key))))
  }
  if (!who()) return
  for (const key of everyKey()) {
    if (key !== SENT && !key.startsWith(`${PREFIX}${who()}:`)) attempt(() => sessionStorage.removeItem(key))
  }
  settleWhatWasSent()
}
