import { escaped } from '../../src/shared/html/escaped.ts'
import { htmlPage, list, part, table } from '../../src/shared/html/htmlPage.ts'
import { lookedUp } from './care.mjs'

const SYSTEMS = {
  'linux-x64': 'Linux, 64 bit',
  'win32-x64': 'Windows, 64 bit',
  'darwin-arm64': 'macOS, Apple silicon',
}

/**
 * The parts for the hospital's IT, on the screen and on A4: what each is, why it is in here, who keeps it, what is wrong
 * with it, and which tests would see it fail (what IEC 62304 asks of software of unknown provenance).
 */
export function partsPage({ version, target, date, parts, texts }) {
  const large = parts.filter(({ key }) => key).sort((a, b) => a.place - b.place)
  const direct = parts.filter((one) => one.direct)
  const rest = parts.filter((one) => !one.key && !one.direct)
  const withTexts = (one) => licenceHtml(one, texts.get(one.ref) ?? [])
  const body = [
    part('In short', table(inShort(target, parts, large))),
    part('Programs, libraries and nets', large.map((one) => partHtml(one, withTexts(one))).join('')),
    part(
      'Packages that the app asks for itself',
      rowsHtml(
        ['Package', 'Why it is here', 'Kept by', 'Released', 'Runs in', 'Licence'],
        direct.map((one) => [...directCells(one), withTexts(one)]),
      ),
    ),
    part(
      'Packages that those ask for',
      rowsHtml(
        ['Package', 'Asked for by', 'Licence'],
        rest.map((one) => [packageHtml(one), escaped(shortened(one.askedBy)), withTexts(one)]),
      ),
    ),
    part(
      'Packages whose makers have given them up',
      list(parts.filter(({ deprecated }) => deprecated).map(givenUp)),
    ),
    part('Films', list(FILMS)),
    part('How this list is made', list(HOW)),
  ].join('')
  return htmlPage({
    title: 'What LoCo Studio is made of',
    study: SYSTEMS[target],
    language: 'en',
    version,
    body,
    date,
  })
}

/** A released day does not break across lines. */
const directCells = ({ name, version, why, supplier, released, processes }) => [
  packageHtml({ name, version }),
  ...[why, supplier, released.replaceAll('-', '\u2011'), processes.join(', ')].map(escaped),
]

/** A long name goes on in the next line after its owner. */
const packageHtml = (one) => escaped(nameOf(one)).replace('/', '/<wbr>')

/** The licence's name leads to its text, further texts stand behind it by number. */
function licenceHtml({ licence }, files) {
  const [first, ...more] = files.map((file) => `licences/${escaped(file)}`)
  const further = more.map((file, i) => ` <a href="${file}">${i + 2}</a>`)
  return `<a href="${first}">${escaped(licence)}</a>${further.join('')}`
}

/** As headedTable, of cells that are HTML already. */
const rowsHtml = (head, rows) =>
  `<table class="figures"><thead>${rowHtml(head, 'th')}</thead>${rows.map((row) => rowHtml(row, 'td')).join('')}</table>`
const rowHtml = (cells, tag) => `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join('')}</tr>`

const inShort = (target, parts, large) => [
  ['Meant for', `${SYSTEMS[target]}. A research tool, no medical device.`],
  ['Parts', `${large.length} programs, libraries and nets, ${parts.length - large.length} npm packages`],
  [
    'Network',
    'None. The app asks no address outside this computer, looks for no updates and reports nothing; a test watches every connection. Two things listen, and only when somebody starts them: a department’s server and the receiver of DICOM devices. A window on a department’s server speaks with that server alone.',
  ],
  [
    'Runs as',
    'The user who starts it, without further rights: the window (Electron), one engine per open study, a trainer while something learns, two processes of box assist.',
  ],
  [
    'Not up to date',
    large
      .filter(({ care }) => care.isBehind)
      .map(nameOf)
      .join(', ') || 'None that we know',
  ],
  [
    'Licences',
    'Permissive ones; LGPL and MPL for libraries that lie beside the app as files of their own. No GPL, no AGPL.',
  ],
  [
    'Looked up',
    `${lookedUp}: what is said below of support and known faults. Ask us or your own sources for later ones.`,
  ],
]

const nameOf = ({ name, version }) => `${name} ${version}`

function partHtml(one, licence) {
  const { why, supplier, from, processes, care, hash, inside = [], besides = '' } = one
  const rows = [
    ['Why it is here', why],
    ['Kept by', `${supplier} (${from})`],
    ['State', care.state],
    ['Known faults', care.faults],
    ['Runs in', processes.join(', ')],
    ['Our tests', care.checks.join(', ')],
    ['Inside it', inside.map((inner) => `${nameOf(inner)} (${inner.licence})`).join(', ')],
    ['sha256', hash ? `${hash.sha256} (${hash.file.replace(/^.*\//, '')})` : ''],
  ].filter(([, said]) => said !== '')
  const cells = [
    ...rows.map((row) => row.map(escaped)),
    ['Licence', [licence, escaped(besides)].filter(Boolean).join('; ')],
  ]
  return `<h3>${escaped(nameOf(one))}</h3><table class="pairs">${cells.map((row) => rowHtml(row, 'td')).join('')}</table>`
}

function shortened(names) {
  const shown = names.slice(0, 3).join(', ')
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown
}

const givenUp = ({ name, version, deprecated, askedBy }) =>
  `${name} ${version} (asked for by ${shortened(askedBy)}): ${deprecated}`

const FILMS = [
  'Films are read with ffmpeg where it is installed on the computer, as a program of its own; LoCo Studio does not bring it. Nearly all builds that are ready to use are under GPL, by their encoders, of which the app needs none. A build under LGPL would have to be made and kept here, with its source, on every system; and in some countries whoever hands on a reader of H.264 and H.265 needs licences of patents.',
  '"loco doctor" says which ffmpeg it found, of which version and under which licence it was built.',
]

const HOW = [
  'Packages are read from the lockfile and from what lies in the installed folder, everything else from a table that is kept by hand. A file in the folder that belongs to no part, a part without a licence text, and a licence that is not on our list stop the build.',
  'Built twice from one source, this page and the list for machines beside it (sbom.cdx.json, CycloneDX 1.6) are the same to the last byte.',
  'Tests are named by their files in the source. They run on every change.',
]
