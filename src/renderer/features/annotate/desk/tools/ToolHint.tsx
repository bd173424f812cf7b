import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Desk } from '../setup/Desk.ts'
import { BoxHint } from './BoxHint.tsx'

/** How to use a tool that has no settings, or why it can do nothing on this frame. */
export function ToolHint({ desk }: { desk: Desk }) {
  const { loaded } = desk
  const { frame } = desk.place
  const { tool } = desk.kept
  const { t } = useTranslation()
  if (tool === 'assist' && !loaded.probabilities) {
    const isHeldOut = frame !== undefined && frame.split !== 'train'
    return (
      <Text fz="xs" lh={1.3} className="warning" role="status" data-testid="no-assist">
        {t(isHeldOut ? 'annotate.hint.assistHeldOut' : 'annotate.hint.assistNoModel')}
      </Text>
    )
  }
  if (tool === 'box') return <BoxHint desk={desk} />
  const hint = t(`annotate.hint.${tool}`)
  return (
    <Text fz="sm" className="quiet cut" title={hint}>
      {hint}
    </Text>
  )
}
