// Questions that certain answers call for, beneath those answers. Without this script they show once saved.
const said = document.querySelector('[data-announce]')

const answers = (form, question) =>
  [...form.querySelectorAll(`[name="q-${CSS.escape(question)}"]`)]
    .filter((input) => (input.checked || input.tagName === 'SELECT') && !input.closest('[hidden]'))
    .map((input) => input.value)

function settle (form, announce) {
  // In the order of the page: an answer beneath a question that is not asked calls for nothing.
  const added = []
  for (const block of form.querySelectorAll('[data-asked-if]')) {
    const wanted = Object.entries(JSON.parse(block.dataset.askedIf))
    const isAsked = wanted.every(([question, any]) => answers(form, question).some((value) => any.includes(value)))
    if (isAsked && block.hidden) added.push(block.querySelector('[role="group"]').getAttribute('aria-label'))
    block.hidden = !isAsked
  }
  if (announce && added.length && said) said.textContent = said.dataset.announce.replace('{question}', added.join(' '))
}

for (const form of document.querySelectorAll('form[data-autosave]')) {
  settle(form, false)
  form.addEventListener('change', () => settle(form, true))
  window.addEventListener('pageshow', () => settle(form, false))
}

// On a phone the sections stand in one row that scrolls: begin where the reader is.
const here = document.querySelector('.tca-outline [aria-current]')
const row = here?.closest('.tca-outline__list')
if (row) row.scrollLeft = here.offsetLeft - row.offsetLeft
