import { escapeXml } from '../dav/xml'

/** The editor as a page of its own. It speaks as editors on a real server do: `loading`, `loaded`, `close`, `share`. */
export const editorPage = (name: string, text: string, nonce: string): string => `<!doctype html>
<html lang="sv">
<head>
<meta charset="utf-8">
<title>${escapeXml(name)}</title>
<style nonce="${nonce}">
  body { margin: 0; display: grid; grid-template-rows: auto 1fr; height: 100vh; font: 15px/1.5 sans-serif }
  header { display: flex; gap: 12px; align-items: center; padding: 8px 12px; border-bottom: 1px solid #aaa }
  h1 { flex: 1; font-size: 15px; margin: 0 }
  textarea { border: 0; padding: 16px; font: inherit; resize: none }
</style>
</head>
<body>
<header>
  <h1>${escapeXml(name)}</h1>
  <span id="state" role="status">Sparat</span>
  <button id="save" type="button">Spara</button>
  <button id="share" type="button">Dela</button>
  <button id="close" type="button">Stäng</button>
</header>
<textarea id="text" aria-label="Text">
${escapeXml(text)}</textarea>
<script nonce="${nonce}">${script}</script>
</body>
</html>
`

const script = `
const area = document.getElementById('text'), state = document.getElementById('state')
let saved = area.value
const tell = (MessageName, Values) => {
  const host = window.DirectEditingMobileInterface
  if (host && typeof host[MessageName] === 'function') host[MessageName](Values === undefined ? undefined : JSON.stringify(Values))
  if (window.parent !== window) window.parent.postMessage({ MessageName, Values }, window.location.origin)
}
const isChanged = () => area.value !== saved
const show = (text) => { state.textContent = text }
const save = async () => {
  const text = area.value
  show('Sparar')
  const reply = await fetch(window.location.pathname + '/content', { method: 'PUT', body: text })
  if (reply.ok) saved = text
  show(reply.ok ? (isChanged() ? 'Inte sparat' : 'Sparat') : 'Kunde inte spara')
}
tell('loading')
area.addEventListener('input', () => show(isChanged() ? 'Inte sparat' : 'Sparat'))
document.getElementById('save').addEventListener('click', save)
document.getElementById('share').addEventListener('click', () => tell('share'))
document.getElementById('close').addEventListener('click', () => tell('close'))
window.addEventListener('keydown', (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.key !== 's') return
  event.preventDefault()
  save()
})
window.addEventListener('beforeunload', (event) => { if (isChanged()) event.preventDefault() })
tell('loaded')
`
