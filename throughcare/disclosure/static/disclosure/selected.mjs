// Words selected in an item are written into its box of words to black out, by a button that this
// script adds. Without it they are typed there.

for (const item of document.querySelectorAll('[data-item]')) {
  const box = item.querySelector('textarea')
  const choice = item.querySelector('[data-select]')
  const part = item.querySelector('input[value="part"]')
  if (!box || !choice || !part) continue
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'govuk-button govuk-button--secondary tc-button'
  button.textContent = choice.dataset.select
  button.hidden = true
  item.querySelector('[data-item-text]').after(button)
  // Pressing it must not undo the selection it is about.
  button.addEventListener('pointerdown', (event) => event.preventDefault())
  button.addEventListener('click', () => {
    const words = selectedIn(item)
    if (!words) return
    box.value = [box.value.trim(), ...words].filter(Boolean).join('\n')
    box.dispatchEvent(new Event('input', { bubbles: true }))
    part.click()
  })
  document.addEventListener('selectionchange', () => {
    button.hidden = !selectedIn(item)
  })
}

function selectedIn(item) {
  const selection = document.getSelection()
  const text = item.querySelector('[data-item-text]')
  if (!selection || selection.isCollapsed || !text.contains(selection.anchorNode)) return null
  if (!text.contains(selection.focusNode)) return null
  const lines = selection.toString().split('\n').map((line) => line.trim()).filter(Boolean)
  return lines.length ? lines : null
}
