// Answering without the mouse. Only while a question has the focus, so that no letter is taken from anybody else:
// 1 to 9 choose, and go on; N is "not known yet"; L is "as last time"; U is "use what the record says".
// Everywhere on the page Control and Enter save it and go on to the next section.
const form = document.querySelector('form[data-autosave]')

const fields = (block) => [...block.querySelectorAll('input:not([type="hidden"]), select, textarea')]
  .filter((field) => field.name.startsWith('q-') && !field.disabled)

function goOn (block) {
  const blocks = [...form.querySelectorAll('[data-question]')].filter((one) => !one.hidden)
  const next = blocks[blocks.indexOf(block) + 1]
  const field = next && (fields(next).find((one) => one.checked) || fields(next)[0])
  ;(field || form.querySelector('button.govuk-button:not([name])')).focus()
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
  const block = event.target.closest('[data-question]')
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
    event.preventDefault()
    form.querySelector('button.govuk-button:not([name])').click()
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
  form.addEventListener('keydown', press)
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
