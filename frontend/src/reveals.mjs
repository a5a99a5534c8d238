// Questions that are asked only after a certain answer, beneath that answer. GOV.UK's own script for radio
// buttons marks them with aria-expanded, which radio buttons may not carry; this one says aloud what was added.

const said = document.querySelector('[data-announce]')

function show (input, announce) {
  const beneath = document.getElementById(input.dataset.ariaControls)
  if (!beneath) return
  const hidden = beneath.classList.toggle('govuk-radios__conditional--hidden', !input.checked)
  const question = beneath.querySelector('label, legend')
  if (announce && !hidden && said && question) {
    said.textContent = said.dataset.announce.replace('{question}', question.textContent.trim())
  }
}

export function startReveals () {
  for (const group of document.querySelectorAll('[data-module="govuk-radios"]')) {
    const deciding = [...group.querySelectorAll('input[type="radio"][data-aria-controls]')]
    for (const input of deciding) show(input, false)
    if (deciding.length) {
      group.addEventListener('change', () => deciding.forEach((input) => show(input, true)))
    }
  }
  // The back button brings answers back without a change event.
  window.addEventListener('pageshow', () => {
    for (const input of document.querySelectorAll('input[type="radio"][data-aria-controls]')) show(input, false)
  })
}
