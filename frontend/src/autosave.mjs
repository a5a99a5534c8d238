// Saves what is being written, and says so in one quiet line.
// The server answers 200 {"saved_at": "16:52", "version": 3}, 409 {"conflict": address}, or sends to the sign-in page;
// 422 {"wrong": ["…"], "version": 3} where it saved everything but what it says of.
import { forget, keep, kept, markSent, putBack, substance, typed } from './kept.mjs'

const PAUSE = 1500
const AGAIN_AFTER = [5000, 15000, 60000]
const BEACON_LIMIT = 60000 // browsers let a closing page send 64 KiB

class SignedOut extends Error {}
class SomeoneElse extends Error {}

export class Autosave {
  constructor (form) {
    this.form = form
    this.address = form.dataset.autosave
    this.line = form.querySelector('[data-autosave-line]')
    this.saved = substance(typed(form))
    this.failures = 0
    this.stopped = !this.address
    this.restore()
    form.addEventListener('input', () => this.changed())
    form.addEventListener('change', () => this.changed())
    // Whoever goes on to the button that sends the form needs no draft of it: the two would race.
    form.addEventListener('focusout', (event) => { if (event.relatedTarget?.type !== 'submit') this.save() })
    form.addEventListener('submit', () => this.sending())
    document.addEventListener('visibilitychange', () => this.save(document.visibilityState === 'hidden'))
    window.addEventListener('online', () => this.save())
    window.addEventListener('focus', () => { if (this.wasSignedOut) this.save() })
    window.addEventListener('beforeunload', (event) => {
      if ('warn' in form.dataset && this.isUnsaved && !this.isBeingSent) event.preventDefault()
    })
    window.addEventListener('pageshow', () => { this.isBeingSent = false })
  }

  get isUnsaved () {
    return substance(typed(this.form)) !== this.saved
  }

  restore () {
    const pairs = kept(this.form)
    if (!pairs || substance(pairs) === this.saved) return forget(this.form)
    putBack(this.form, pairs)
    this.say('restored', { act: 'discard', onAct: () => this.discard() })
    this.later(PAUSE)
  }

  discard () {
    this.form.reset()
    for (const element of this.form.elements) if (element.type === 'radio') element.dispatchEvent(new Event('change', { bubbles: true }))
    forget(this.form)
    this.say('')
    this.form.querySelector('textarea, input:not([type="hidden"])')?.focus()
  }

  changed () {
    this.isBeingSent = false // sent, and the page is still here
    if (this.isUnsaved) keep(this.form)
    else forget(this.form)
    this.later(PAUSE)
  }

  sending () {
    this.isBeingSent = true
    clearTimeout(this.timer)
    keep(this.form)
    markSent(this.form)
  }

  later (delay) {
    clearTimeout(this.timer)
    if (!this.stopped) this.timer = setTimeout(() => this.save(), delay)
  }

  async save (leaving = false) {
    clearTimeout(this.timer)
    if (this.stopped || this.isBeingSent || !this.isUnsaved) return
    if (this.busy) { this.isAskedAgain = true; return }
    this.busy = true
    const sent = substance(typed(this.form))
    if (!this.inTrouble) this.say('saving')
    try {
      await this.answered(await this.send(leaving), sent)
    } catch (trouble) {
      this.failed(trouble)
    } finally {
      this.busy = false
      if (this.isAskedAgain) { this.isAskedAgain = false; this.later(0) }
    }
  }

  async send (leaving) {
    const answer = await this.post(leaving)
    if (answer.status !== 403) return answer
    // Signing in again changes the token that forms carry: take the new one from a fresh copy of this page.
    await this.takeNewToken()
    return this.post(leaving)
  }

  async post (leaving) {
    const body = new URLSearchParams([...typed(this.form), ['csrfmiddlewaretoken', this.token.value]])
    const answer = await fetch(this.address, {
      method: 'POST',
      body,
      headers: { Accept: 'application/json', 'X-CSRFToken': this.token.value, 'X-Requested-With': 'XMLHttpRequest' },
      credentials: 'same-origin',
      redirect: 'manual',
      keepalive: leaving && body.toString().length < BEACON_LIMIT
    })
    if (answer.type === 'opaqueredirect' || answer.status === 401) throw new SignedOut()
    return answer
  }

  get token () {
    return this.form.elements.csrfmiddlewaretoken || { value: '' }
  }

  async takeNewToken () {
    const answer = await fetch(window.location.href, { credentials: 'same-origin', redirect: 'manual' })
    if (answer.type === 'opaqueredirect' || answer.status === 401) throw new SignedOut()
    if (!answer.ok) throw new Error(`${answer.status}`)
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    if (page.body.dataset.signedIn !== document.body.dataset.signedIn) throw new SomeoneElse()
    const fresh = page.querySelector('input[name="csrfmiddlewaretoken"]')
    if (!fresh) throw new SignedOut()
    for (const input of document.querySelectorAll('input[name="csrfmiddlewaretoken"]')) input.value = fresh.value
  }

  async answered (answer, sent) {
    if (answer.status === 409) return this.inConflict(await answer.json())
    if (!answer.ok && answer.status !== 422) throw new Error(`${answer.status}`)
    const { saved_at: time, version, wrong } = await answer.json()
    if (!answer.ok && !wrong) throw new Error(`${answer.status}`)
    const carried = this.form.elements.version
    if (carried && version !== undefined) carried.value = version
    this.failures = 0
    this.wasSignedOut = false
    if (wrong) return this.wrong(wrong, sent)
    this.saved = sent
    if (this.isUnsaved) { keep(this.form); this.later(PAUSE) } else if (!this.isBeingSent) forget(this.form)
    this.say('saved', { time })
  }

  // Sending the same again would change nothing: it waits for the next change, and is kept on this page.
  wrong (sentences, sent) {
    keep(this.form)
    this.say('wrong', { trouble: true })
    this.line?.append(' ', sentences.join(' '))
    if (substance(typed(this.form)) !== sent) this.later(PAUSE)
  }

  inConflict ({ conflict }) {
    this.stopped = true
    keep(this.form)
    this.say('conflict', { trouble: true, act: 'choose', href: conflict })
  }

  failed (trouble) {
    keep(this.form)
    this.wasSignedOut = trouble instanceof SignedOut
    if (this.wasSignedOut) {
      return this.say('signedOut', { trouble: true, act: 'signIn', href: this.line?.dataset.signInHref, apart: true })
    }
    if (trouble instanceof SomeoneElse) {
      this.stopped = true
      return this.say('someoneElse', { trouble: true })
    }
    this.say('notSaved', { trouble: true, act: 'again', onAct: () => this.save() })
    this.later(AGAIN_AFTER[Math.min(this.failures++, AGAIN_AFTER.length - 1)])
  }

  // The words stand in the page, so that they are in its language.
  say (what, { time = '', trouble = false, act, href, onAct, apart = false } = {}) {
    if (!this.line) return
    this.inTrouble = trouble
    this.line.setAttribute('aria-live', trouble || what === 'restored' ? 'polite' : 'off')
    this.line.dataset.state = trouble ? 'trouble' : what
    this.line.textContent = what ? this.line.dataset[what].replace('{time}', time) : ''
    if (!act) return
    const way = document.createElement(href ? 'a' : 'button')
    way.className = 'govuk-link'
    way.textContent = this.line.dataset[act]
    if (href) {
      way.href = href
      if (apart) Object.assign(way, { target: '_blank', rel: 'noopener' })
      else way.addEventListener('click', () => { this.isBeingSent = true })
    } else {
      way.type = 'button'
      way.addEventListener('click', onAct)
    }
    this.line.append(' ', way)
  }
}

export function startAutosave () {
  if (!document.body.dataset.signedIn) return
  for (const form of document.querySelectorAll('form[data-draft]')) new Autosave(form)
}
