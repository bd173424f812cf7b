import { CORE, casing, type LineStyle, lineStyles } from '../../../editor/lines/lineStyles.ts'

const WIDTH = 30
const HEIGHT = 8

/** A stretch of outline as the canvas draws it, beside the name of its layer. */
export function LineSample({ line }: { line: LineStyle }) {
  const stroke = {
    x1: 1,
    x2: WIDTH - 1,
    y1: HEIGHT / 2,
    y2: HEIGHT / 2,
    strokeDasharray: lineStyles[line].join(' '),
  }
  return (
    <svg width={WIDTH} height={HEIGHT} aria-hidden="true" style={{ flex: 'none' }}>
      {casing.map(({ colour, width }) => (
        <line key={colour} {...stroke} stroke={colour} strokeWidth={width} />
      ))}
      <line {...stroke} stroke="var(--mantine-color-teal-7)" strokeWidth={CORE} />
    </svg>
  )
}
