/** Run inside `network.sh`: what leaves the machine while the desktop app's page tries to reach out. */
import { startElectron } from '../electronApp.ts'
import { temporaryFolder } from '../TestStudy.ts'
import { attempts, withinFrame } from './attempts.ts'
import { packetsOf, quiet } from './packets.ts'
import { tried } from './tried.ts'

await quiet()
const place = temporaryFolder()
const app = await startElectron(place.path)
const page = await app.firstWindow()
const counted: Record<string, number> = {
  opening: await packetsOf(() => page.getByText('Demo study').first().waitFor()),
}
for (const [name, attempt] of Object.entries({ ...attempts, ...withinFrame }))
  counted[name] = await packetsOf(() => tried(page, attempt))
counted['navigation'] = await packetsOf(() =>
  tried(page, () => {
    window.location.href = 'http://v.example/'
  }),
)
await app.close()
place.remove()
process.stdout.write(JSON.stringify(counted))
