import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeIco } from '../package/icons.mjs'
import { zigIn } from '../stage/zig.mjs'

const source = join(import.meta.dirname, 'launcher')
const programs = [
  {
    file: 'LoCo Studio.exe',
    from: 'app.c',
    flags: ['-municode', '-Wl,--subsystem,windows'],
    says: 'LoCo Studio',
  },
  { file: 'loco.exe', from: 'loco.c', flags: ['-municode'], says: 'LoCo Studio, command line' },
]

/**
 * Puts what starts the app on Windows beside `versions` in the folder `root`: small programs that never change with a
 * version and never write, so that a shortcut stays right through every update.
 */
export async function stageWindowsLaunchers({ root, version }) {
  const work = mkdtempSync(join(tmpdir(), 'loco-launcher-'))
  try {
    await writeIco(join(work, 'icon.ico'))
    copyFileSync(join(source, 'launcher.manifest'), join(work, 'launcher.manifest'))
    for (const program of programs) {
      writeFileSync(join(work, 'about.rc'), resources(program, version))
      await zigIn(
        work,
        ...['cc', '-target', 'x86_64-windows-gnu', '-Os', '-s', '-Wall', ...program.flags],
        ...[program.from, 'version.c'].map((file) => join(source, file)),
        'about.rc',
        ...['-o', 'program.exe'],
      )
      writeFileSync(join(root, program.file), readFileSync(join(work, 'program.exe')))
    }
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
  writeFileSync(join(root, 'current.txt'), `${version}\n`)
}

/** What Windows' explorer shows of a program, its icon, and what it says of itself to the loader. */
function resources({ file, says }, version) {
  const numbers = `${version.match(/\d+/g).slice(0, 3).join(',')},0`
  const texts = {
    CompanyName: 'LoCo Studio',
    FileDescription: says,
    FileVersion: version,
    ProductName: 'LoCo Studio',
    ProductVersion: version,
    OriginalFilename: file,
  }
  return `1 ICON "icon.ico"
1 24 "launcher.manifest"
1 VERSIONINFO
FILEVERSION ${numbers}
PRODUCTVERSION ${numbers}
BEGIN
  BLOCK "StringFileInfo"
  BEGIN
    BLOCK "040904b0"
    BEGIN
${Object.entries(texts)
  .map(([name, text]) => `      VALUE "${name}", "${text}"`)
  .join('\n')}
    END
  END
  BLOCK "VarFileInfo"
  BEGIN
    VALUE "Translation", 0x409, 1200
  END
END
`
}
