/** Hands the engine's port to the page, says when the engine is gone, and nothing else. */
import { ipcRenderer } from 'electron'

ipcRenderer.on('engine-port', (event) => {
  const [port] = event.ports
  if (port) window.postMessage('engine-port', window.location.origin, [port])
})

ipcRenderer.on('engine-gone', () => window.postMessage('engine-gone', window.location.origin))

window.addEventListener('message', (event) => {
  const asked = event.source === window && event.data === 'connect-engine'
  if (asked) ipcRenderer.send('connect-engine')
})
