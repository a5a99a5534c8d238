// Says in time that the session is about to end, and offers to stay. At its end the page is covered: it may stand open
// on a shared computer. Other tabs may have kept the session going, so the server is asked before anything is said.

class Session {
  constructor (bar) {
    this.bar = bar
    this.text = bar.querySelector('[role="alert"]')
    this.stay = bar.querySelector('[data-stay]')
    this.again = bar.querySelector('[data-again]')
    this.warn = Number(bar.dataset.warn)
    this.stay.addEventListener('submit', (event) => { event.preventDefault(); this.ask('POST') })
    this.again.addEventListener('click', () => {
      for (const form of document.querySelectorAll('form[data-warn]')) delete form.dataset.warn
    })
    this.know({ left: Number(bar.dataset.left), most: Number(bar.dataset.most) })
  }

  know ({ left, most }) {
    clearTimeout(this.timer)
    if (left <= 0) return this.over()
    const soon = left <= this.warn
    this.bar.hidden = !soon
    this.timer = setTimeout(() => this.ask('GET'), (soon ? left : left - this.warn) * 1000)
    if (!soon) return
    const last = most <= left
    const time = new Date(Date.now() + left * 1000).toLocaleTimeString(document.documentElement.lang, { hour: '2-digit', minute: '2-digit' })
    this.stay.hidden = last
    this.say(last ? 'last' : 'idle', time)
  }

  async ask (method) {
    const headers = { Accept: 'application/json', 'X-Requested-With': 'XMLHttpRequest' }
    if (method === 'POST') headers['X-CSRFToken'] = this.stay.elements.csrfmiddlewaretoken.value
    try {
      const answer = await fetch(this.bar.dataset.session, { method, headers, credentials: 'same-origin', redirect: 'manual' })
      if (answer.status === 403) return this.ask('GET') // signed in anew elsewhere: this page's token is old
      this.know(answer.ok ? await answer.json() : { left: 0 })
    } catch {
      this.timer = setTimeout(() => this.ask('GET'), 15000) // nobody answers: ask again before saying anything
    }
  }

  over () {
    document.body.classList.add('tc-over')
    document.querySelector('main').prepend(this.bar)
    this.bar.querySelector('h1').hidden = false
    this.stay.hidden = true
    this.again.hidden = false
    this.bar.hidden = false
    this.say('over')
  }

  say (what, time = '') {
    const words = this.text.dataset[what].replace('{time}', time)
    if (this.text.textContent !== words) this.text.textContent = words
  }
}

export function startSession () {
  const bar = document.querySelector('[data-session]')
  if (bar) new Session(bar)
}
