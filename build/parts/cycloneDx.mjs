const SPDX_ID = /^[\w.-]+$/

/**
 * The parts as a CycloneDX 1.6 document. It bears no serial number and the given time, so that the same parts make the
 * same bytes.
 *
 * @param {{ version: string, target: string, date: Date, parts: object[], texts: Map<string, string[]> }} known
 */
export function cycloneDx({ version, target, date, parts, texts }) {
  const root = `pkg:generic/loco-studio@${version}?platform=${target}`
  const document = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      timestamp: date.toISOString(),
      component: {
        type: 'application',
        'bom-ref': root,
        name: 'LoCo Studio',
        version,
        description: `For ${target}`,
        licenses: licencesOf('Apache-2.0'),
        purl: root,
      },
    },
    components: parts.map((part) => component(part, texts.get(part.ref) ?? [])),
    dependencies: [
      { ref: root, dependsOn: parts.filter(({ direct, key }) => direct || key).map(({ ref }) => ref) },
      ...parts.map((part) => ({ ref: part.ref, dependsOn: neededRefs(part, parts) })),
    ],
  }
  return `${JSON.stringify(document, null, 2)}\n`
}

function component(part, files) {
  const { ref, name, version, type, supplier, why, licence, hash, integrity, purl, from, inside = [] } = part
  return withoutEmpty({
    type,
    'bom-ref': ref,
    supplier: supplier && { name: supplier },
    name,
    version,
    description: why,
    hashes: hash ? [{ alg: 'SHA-256', content: hash.sha256 }] : hashesOf(integrity),
    licenses: licencesOf(licence),
    purl,
    externalReferences: from && [{ type: 'website', url: from }],
    components: inside.map((inner) => ({
      type: 'library',
      'bom-ref': `${ref}/${inner.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`,
      name: inner.name,
      version: inner.version,
      licenses: licencesOf(inner.licence),
    })),
    properties: propertiesOf(part, files),
  })
}

/** What CycloneDX has no field for, under names of our own. */
function propertiesOf({ processes = [], hash, care, deprecated, released }, files) {
  return [
    ...processes.map((process) => ['process', process]),
    ...(hash ? [['hash-of', hash.file]] : []),
    ...(care ? Object.entries({ support: care.state, 'known-faults': care.faults }) : []),
    ...(care?.checks ?? []).map((check) => ['checked-by', check]),
    ...(deprecated ? [['deprecated', deprecated]] : []),
    ...(released ? [['released', released]] : []),
    ...files.map((file) => ['licence-text', `licences/${file}`]),
  ].map(([name, value]) => ({ name: `loco-studio:${name}`, value }))
}

function licencesOf(expression) {
  if (!SPDX_ID.test(expression)) return [{ expression }]
  if (expression.startsWith('LicenseRef-'))
    return [{ license: { name: expression.slice('LicenseRef-'.length) } }]
  return [{ license: { id: expression } }]
}

/** What npm calls integrity: the hash of the package's tarball, in base64. */
function hashesOf(integrity) {
  const [algorithm, content] = integrity?.split('-') ?? []
  if (algorithm !== 'sha512') return []
  return [{ alg: 'SHA-512', content: Buffer.from(content, 'base64').toString('hex') }]
}

const neededRefs = ({ needs = [] }, parts) => [
  ...new Set(parts.filter(({ path }) => path && needs.includes(path)).map(({ ref }) => ref)),
]

const withoutEmpty = (object) =>
  Object.fromEntries(
    Object.entries(object).filter(([, value]) => value && !(Array.isArray(value) && value.length === 0)),
  )
