// Answering without the mouse. Letters and digits only while an answer has the focus, so that none is taken from anybody
// else: 1 to 9 choose, and go on; N is "not known yet"; L is "as last time"; U is "use what the record says".
// Anywhere on the page Control with arrows goes from question to question, and Control with Enter saves and goes on.
const form = document.querySelector('form[data-autosave]')

const fields = (block) => [...block.querySelectorAll('input:not([type="hidden"]), select, textarea')]
  .filter((field) => field.name.startsWith('q-') && !field.disabled)

const save = () => form.querySelector('button.govuk-button:not([name])')

// The question after this one, or before it; after the last the button, before the first the first.
function goOn (block, steps = 1) {
  const blocks = [...form.querySelectorAll('[data-question]')].filter((one) => !one.hidden)
  const next = blocks[block ? Math.max(blocks.indexOf(block) + steps, 0) : 0]
  const field = next && (fields(next).find((one) => one.checked) || fields(next)[0])
  ;(field || save()).focus()
}

function changed (field) {
  field.dispatchEvent(new Event('input', { bubbles: true }))
  field.dispatchEvent(new Event('change', { bubbles: true }))
}

function take (button) {
  const block = button.closest('[data-question]')
  const value = JSON.parse(button.dataset.take)
  const wanted = [].concat(value === null ? '?' : value).map(String)
  const simple = fields(block)
  const picks = simple.filter((field) => ['radio', 'checkbox'].includes(field.type))
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return false
  if (picks.length) for (const field of picks) field.checked = wanted.includes(field.value)
  else if (simple.length === 1 && !/^\d{4}-\d\d-\d\d$/.test(wanted[0])) simple[0].value = wanted[0]
  else return false
  changed(simple[0])
  goOn(block)
  return true
}

function press (event) {
  const block = event.target.closest?.('[data-question]')
  const steps = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if ((event.ctrlKey || event.metaKey) && (steps || event.key === 'Enter')) {
    event.preventDefault()
    if (steps) goOn(block, steps)
    else save().click()
    return
  }
  if (!block || !['radio', 'checkbox'].includes(event.target.type) || event.ctrlKey || event.altKey || event.metaKey) return
  const picks = fields(block).filter((field) => ['radio', 'checkbox'].includes(field.type))
  const pick = event.key.toLowerCase() === 'n' ? picks.find((field) => field.value === '?') : picks[Number(event.key) - 1]
  const button = { l: 'last:', u: 'record:' }[event.key.toLowerCase()]
  if (pick) {
    event.preventDefault()
    pick.checked = pick.type === 'radio' || !pick.checked
    changed(pick)
    if (pick.type === 'radio') goOn(block)
    else pick.focus()
  } else if (button) {
    const there = block.querySelector(`[name="take"][value^="${button}"]`)
    if (there) { event.preventDefault(); take(there) } else if (button === 'last:') { event.preventDefault(); goOn(block) }
  }
}

if (form) {
  document.addEventListener('keydown', press)
  form.addEventListener('click', (event) => {
    const button = event.target.closest('[data-take]')
    if (button && take(button)) event.preventDefault()
  })
  for (const block of form.querySelectorAll('[data-question]')) {
    fields(block).forEach((field, place) => {
      if (place < 9 && ['radio', 'checkbox'].includes(field.type)) field.setAttribute('aria-keyshortcuts', String(place + 1))
    })
  }
}
