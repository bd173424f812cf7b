import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { engineFlags } from '../places.mjs'

/** How each of Linux's launchers finds the version to start: `current.txt` beside it, wherever a link to it lies. */
const found = `here=$(dirname "$(readlink -f "$0")")
version=$(cat "$here/current.txt" 2>/dev/null)
place=$here/versions/$version
if [ -z "$version" ] || [ ! -d "$place" ]; then
  echo "LoCo Studio is not complete in $here: install or unpack it again." >&2
  exit 1
fi
# Set for another Node on this machine, these would change ours.
unset NODE_OPTIONS NODE_PATH
`

/** Starts the app's window. Electron shuts its pages off with what the system lends a user, or with a helper of root's. */
const app = `#!/bin/sh
# Starts the version of LoCo Studio that current.txt names.
${found}if [ ! -u "$place/chrome-sandbox" ] && ! unshare --user true 2>/dev/null; then
  echo "This system does not let LoCo Studio shut its window off from other programs: install the .deb package, or ask who keeps this machine to allow user namespaces." >&2
  exit 1
fi
exec "$place/loco-studio" "$@"
`

const commandLine = `#!/bin/sh
# The command line of the version of LoCo Studio that current.txt names: loco --help.
${found}exec "$place/resources/runtime/node/bin/node" ${engineFlags.join(' ')} "$place/resources/app/out/main/loco.js" "$@"
`

/** Puts what starts the app beside `versions` in the folder `root`. */
export function stageLaunchers({ root, version }) {
  writeFileSync(join(root, 'loco-studio'), app, { mode: 0o755 })
  writeFileSync(join(root, 'loco'), commandLine, { mode: 0o755 })
  writeFileSync(join(root, 'current.txt'), `${version}\n`)
}
