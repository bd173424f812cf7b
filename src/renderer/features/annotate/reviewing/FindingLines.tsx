import { IconCheck, IconPencil, IconX } from '@tabler/icons-react'
import { toScreen } from '../../../editor/Viewport.ts'
import { LayerLines } from '../../../ui/LayerLines.tsx'
import { useStored } from '../../../ui/Store.ts'
import type { OnDesk } from './OnDesk.ts'
import type { Reviewing } from './useReviewing.ts'

const ICONS = { accepted: IconCheck, rejected: IconX, edited: IconPencil } as const

/** The findings of the frame over its picture: the one at hand in full, the others faint, each with its number and verdict. */
export function FindingLines({ desk: { state }, reviewing }: { desk: OnDesk; reviewing: Reviewing }) {
  const { view } = useStored(state, (now) => ({ view: now.view }))
  const { findings, current, isBare } = reviewing
  if (view.scale === 0 || isBare) return null
  const { x, y, scale, rotation } = view
  return (
    <div className="findings-over" data-testid="findings" aria-hidden="true">
      <svg aria-hidden="true">
        <g transform={`translate(${x} ${y}) rotate(${rotation}) scale(${scale})`}>
          {findings.map(({ region }, n) => (
            <g key={`${region.x}/${region.y}/${region.value}`} opacity={n === current ? 1 : 0.4}>
              <LayerLines
                lines={region.lines.map((points) => ({ value: region.value, points }))}
                style={n === current ? 'solid' : 'dotted'}
              />
            </g>
          ))}
        </g>
      </svg>
      {findings.map(({ region, verdict }, n) => {
        const [left, top] = region.box
        const at = toScreen(view, { x: left, y: top })
        const Icon = verdict && ICONS[verdict.says]
        return (
          <span
            key={`${region.x}/${region.y}/${region.value}`}
            className="finding-mark"
            data-says={verdict?.says ?? 'open'}
            data-current={n === current}
            style={{ left: at.x, top: at.y }}
          >
            {n + 1}
            {Icon && <Icon size={12} stroke={2.4} />}
          </span>
        )
      })}
    </div>
  )
}
