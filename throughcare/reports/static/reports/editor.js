// The editor of a report's part. Without it the same text is written with marks in the text area; with it, the
// text area carries the HTML that the server cleans. Nothing changes in the form until somebody types.

const KEPT = { P: 'p', DIV: 'p', H1: 'h3', H2: 'h3', H3: 'h3', H4: 'h4', H5: 'h4', H6: 'h4', UL: 'ul', OL: 'ol', LI: 'li', BLOCKQUOTE: 'blockquote', STRONG: 'strong', B: 'strong', EM: 'em', I: 'em', BR: 'br' }
const NEVER = new Set(['SCRIPT', 'STYLE', 'HEAD', 'TITLE', 'TEMPLATE', 'IFRAME', 'OBJECT', 'SVG'])
const COMMANDS = { bold: 'bold', italic: 'italic', ul: 'insertUnorderedList', ol: 'insertOrderedList' }

// A copy of what was pasted or kept, made of our few elements and nothing else.
function cleaned (node) {
  const copy = document.createDocumentFragment()
  for (const child of node.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) copy.append(child.textContent)
    if (child.nodeType !== Node.ELEMENT_NODE || NEVER.has(child.nodeName.toUpperCase())) continue
    const inside = cleaned(child)
    const name = KEPT[child.nodeName]
    if (!name) { copy.append(inside); continue }
    const element = document.createElement(name)
    element.append(inside)
    copy.append(element)
  }
  return copy
}

function parsed (html) {
  const inert = document.createElement('template')
  inert.innerHTML = html
  return cleaned(inert.content)
}

class Editor {
  constructor (form) {
    this.form = form
    this.area = form.querySelector('textarea')
    this.writtenAs = form.elements.written_as
    this.toolbar = form.querySelector('[data-toolbar]')
    this.written = form.querySelector('template[data-written]')
    this.make()
    this.read()
    // Where both versions are shown, saving is a choice made knowing theirs, whatever was put back with the text.
    if (form.dataset.version) form.elements.version.value = form.dataset.version
    this.listen()
  }

  make () {
    const label = this.form.querySelector(`label[for="${this.area.id}"]`)
    label.id = 'editor-label'
    this.box = document.createElement('div')
    Object.assign(this.box, { id: 'editor', className: 'govuk-textarea tc-editor tc-written', contentEditable: 'true', spellcheck: true })
    for (const [name, value] of [['role', 'textbox'], ['aria-multiline', 'true'], ['aria-labelledby', 'editor-label']]) this.box.setAttribute(name, value)
    this.area.hidden = true
    this.form.querySelector('.govuk-hint')?.setAttribute('hidden', '')
    this.area.before(this.box)
    this.box.before(this.toolbar)
    this.toolbar.hidden = false
    for (const [at, button] of this.buttons.entries()) button.tabIndex = at ? -1 : 0
    document.execCommand('defaultParagraphSeparator', false, 'p')
    document.execCommand('styleWithCSS', false, false)
  }

  get buttons () {
    return [...this.toolbar.querySelectorAll('button')]
  }

  // What the server sent; or, put back after signing in again, what was typed in this tab.
  read () {
    const own = this.writtenAs.value === 'html'
    this.box.replaceChildren(own ? parsed(this.area.value) : cleaned(this.written.content))
    if (!this.box.firstChild) this.box.append(document.createElement('p'))
    if (!this.box.textContent) this.box.firstChild.append(document.createElement('br'))
  }

  write () {
    this.writtenAs.value = 'html'
    this.area.value = this.box.textContent.trim() ? this.box.innerHTML : ''
  }

  listen () {
    this.box.addEventListener('input', () => this.write())
    this.box.addEventListener('paste', (event) => this.paste(event))
    this.box.addEventListener('drop', (event) => event.preventDefault())
    this.area.addEventListener('change', () => this.read())
    this.form.addEventListener('reset', () => { this.writtenAs.value = 'marks'; setTimeout(() => this.read()) })
    this.toolbar.addEventListener('mousedown', (event) => event.preventDefault()) // the selection stays where it is
    this.toolbar.addEventListener('click', (event) => this.act(event.target.closest('button')?.dataset.act))
    this.toolbar.addEventListener('keydown', (event) => this.move(event))
    document.addEventListener('selectionchange', () => this.look())
    for (const way of document.querySelectorAll('[data-cite]')) way.addEventListener('click', (event) => this.cite(event, way))
    document.querySelector('label#editor-label').addEventListener('click', () => this.box.focus())
    for (const link of document.querySelectorAll(`.govuk-error-summary a[href="#${this.area.id}"]`)) {
      link.addEventListener('click', (event) => { event.preventDefault(); this.box.focus() })
    }
  }

  paste (event) {
    event.preventDefault()
    const html = event.clipboardData.getData('text/html')
    const text = event.clipboardData.getData('text/plain')
    const holder = document.createElement('div')
    if (html) holder.append(parsed(html))
    else for (const line of text.split(/\n{2,}/)) holder.append(Object.assign(document.createElement('p'), { textContent: line }))
    document.execCommand('insertHTML', false, holder.childElementCount === 1 && holder.firstChild.nodeName === 'P' ? holder.firstChild.innerHTML : holder.innerHTML)
  }

  act (name) {
    if (!name) return
    this.box.focus()
    if (name in COMMANDS) document.execCommand(COMMANDS[name])
    else document.execCommand('formatBlock', false, this.isIn(name) ? 'p' : name)
    this.write()
    this.box.dispatchEvent(new InputEvent('input', { bubbles: true }))
    this.look()
  }

  isIn (name) {
    const at = document.getSelection().anchorNode
    const element = at?.nodeType === Node.ELEMENT_NODE ? at : at?.parentElement
    const found = element?.closest(name)
    return Boolean(found && this.box.contains(found) && found !== this.box)
  }

  look () {
    if (!this.box.contains(document.getSelection().anchorNode)) return
    this.caret = document.getSelection().getRangeAt(0).cloneRange()
    for (const button of this.buttons) {
      const name = button.dataset.act
      const on = name === 'bold' || name === 'italic' ? document.queryCommandState(name) : name !== 'p' && this.isIn(name)
      button.setAttribute('aria-pressed', String(Boolean(on)))
    }
  }

  move (event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (!step) return
    event.preventDefault()
    const at = this.buttons.indexOf(document.activeElement)
    const next = this.buttons[(at + step + this.buttons.length) % this.buttons.length]
    for (const button of this.buttons) button.tabIndex = button === next ? 0 : -1
    next.focus()
  }

  // Take the entry among the sources and write its number where the caret last was.
  async cite (event, way) {
    event.preventDefault()
    const said = document.querySelector('[data-cited]')
    const token = this.form.elements.csrfmiddlewaretoken.value
    let number
    try {
      const answer = await fetch(way.dataset.cite, { method: 'POST', headers: { 'X-CSRFToken': token, Accept: 'application/json' }, credentials: 'same-origin', redirect: 'error' })
      if (!answer.ok) throw new Error(`${answer.status}`)
      number = (await answer.json()).number
    } catch {
      said.textContent = said.dataset.notCited
      said.classList.remove('govuk-visually-hidden')
      return
    }
    this.insert(number)
    way.closest('[data-evidence]').querySelector('[data-number]').textContent = `[${number}] `
    said.textContent = said.dataset.cited.replace('{number}', `[${number}]`)
  }

  insert (number) {
    this.box.focus()
    const chosen = document.getSelection()
    chosen.removeAllRanges()
    if (this.caret && this.box.contains(this.caret.startContainer)) {
      this.caret.collapse(false)
      chosen.addRange(this.caret)
    } else {
      const last = document.createRange()
      last.selectNodeContents(this.box.lastElementChild || this.box)
      last.collapse(false)
      chosen.addRange(last)
    }
    const before = chosen.anchorNode.textContent.slice(0, chosen.anchorOffset).slice(-1)
    document.execCommand('insertText', false, `${/\S/.test(before) ? ' ' : ''}[${number}]`)
  }
}

const form = document.querySelector('form#part')
if (form) new Editor(form) // eslint-disable-line no-new
