import { app, BrowserWindow } from 'electron'
import { escaped } from '../../shared/html/escaped.ts'
import type { Reason } from '../../shared/reasons/index.ts'
import { wordsOf } from '../../shared/reasons/wordsOf.ts'
import { pin } from './security.ts'

const STYLE = `:root{color-scheme:dark}body{margin:0;height:100vh;display:grid;place-content:center;padding:0 64px;box-sizing:border-box;
font:17px/1.6 system-ui,sans-serif;background:#141517;color:#e9ecef}h1{font-size:22px;margin:0 0 12px}p{margin:0;max-width:640px;overflow-wrap:anywhere}`

/** A window with one sentence in it, where nothing else is started: no engine, no script, no page of ours. */
export function refuseToStart(why: Reason): void {
  const window = new BrowserWindow({
    width: 860,
    height: 420,
    backgroundColor: '#141517',
    title: 'LoCo Studio',
    autoHideMenuBar: true,
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, javascript: false },
  })
  pin(window)
  const language = app.getLocale().startsWith('zh') ? 'zh' : 'en'
  const page = `<!doctype html><html lang="${language}"><meta charset="utf-8"><title>LoCo Studio</title><style>${STYLE}</style>
<h1>LoCo Studio</h1><p role="alert">${escaped(wordsOf(why, language))}</p></html>`
  void window.loadURL(`data:text/html;charset=utf-8;base64,${Buffer.from(page).toString('base64')}`)
}
