import './app/withoutPeers.ts'
import '@fontsource-variable/inter'
import '@fontsource-variable/noto-sans-sc'
import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import 'uplot/dist/uPlot.min.css'
import './app/app.css'
import { createRoot } from 'react-dom/client'
import { App } from './app/App.tsx'
import { tellErrors } from './app/tellErrors.ts'
import { startTexts } from './app/texts.ts'

tellErrors()
startTexts()
const root = document.getElementById('root')
if (root) createRoot(root).render(<App />)
