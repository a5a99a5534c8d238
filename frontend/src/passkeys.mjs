// Passkeys: the browser is asked to make one or to use one, and what it says is sent with the form it stands in.
// The forms are hidden until this runs: without a script there is nothing they could do.

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (one) => one.charCodeAt(0))

const text = (buffer) => buffer && btoa(String.fromCharCode(...new Uint8Array(buffer)))
  .replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '')

const asked = (list) => list?.map((one) => ({ ...one, id: bytes(one.id) }))

async function make ({ publicKey }) {
  const made = await navigator.credentials.create({
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      user: { ...publicKey.user, id: bytes(publicKey.user.id) },
      excludeCredentials: asked(publicKey.excludeCredentials)
    }
  })
  return said(made, {
    attestationObject: text(made.response.attestationObject),
    transports: made.response.getTransports?.() || []
  })
}

async function use ({ publicKey }) {
  const used = await navigator.credentials.get({
    publicKey: { ...publicKey, challenge: bytes(publicKey.challenge), allowCredentials: asked(publicKey.allowCredentials) }
  })
  const { authenticatorData, signature, userHandle } = used.response
  return said(used, {
    authenticatorData: text(authenticatorData), signature: text(signature), userHandle: text(userHandle)
  })
}

const said = (credential, response) => ({
  type: credential.type,
  id: credential.id,
  rawId: text(credential.rawId),
  authenticatorAttachment: credential.authenticatorAttachment,
  clientExtensionResults: credential.getClientExtensionResults(),
  response: { ...response, clientDataJSON: text(credential.response.clientDataJSON) }
})

async function optionsOf (form) {
  if (form.dataset.options) return JSON.parse(form.dataset.options)
  const answer = await fetch(form.dataset.optionsAt, { headers: { Accept: 'application/json' }, credentials: 'same-origin' })
  if (!answer.ok) throw new Error(`${answer.status}`)
  return (await answer.json()).request_options
}

async function ask (form) {
  const trouble = form.querySelector('[data-passkey-failed]')
  const button = form.querySelector('button')
  trouble.textContent = ''
  button.disabled = true // one question at a time
  try {
    const act = form.dataset.passkey === 'make' ? make : use
    form.elements.credential.value = JSON.stringify(await act(await optionsOf(form)))
    form.submit()
  } catch (why) {
    const unknown = why.name === 'SecurityError' || why.name === 'NotSupportedError'
    trouble.textContent = unknown ? trouble.dataset.passkeyUnknown : trouble.dataset.passkeyFailed
    button.disabled = false
    button.focus()
  }
}

export function startPasskeys () {
  for (const form of document.querySelectorAll('form[data-passkey]')) {
    form.hidden = false
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      if (window.PublicKeyCredential) ask(form)
      else form.querySelector('[data-passkey-failed]').textContent = form.querySelector('[data-passkey-failed]').dataset.passkeyUnknown
    })
  }
}
