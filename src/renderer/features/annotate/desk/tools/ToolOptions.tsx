import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { toolKind } from '../../../../editor/tools/index.ts'
import { useStored } from '../../../../ui/Store.ts'
import type { Desk } from '../setup/Desk.ts'
import { BrushOptions } from './BrushOptions.tsx'
import { OverwriteRule } from './OverwriteRule.tsx'
import { RulerOptions } from './RulerOptions.tsx'
import { StepsAndView } from './StepsAndView.tsx'
import { ToolHint } from './ToolHint.tsx'

/** What the tool in hand can be set to, what paint may go over, clean-ups, undo and the view, under the canvas. */
export function ToolOptions({ desk }: { desk: Desk }) {
  const { t } = useTranslation()
  return (
    <div className="annotate-tools" role="toolbar" aria-label={t('annotate.options')}>
      <div className="annotate-options">
        <OptionsOfTool desk={desk} />
      </div>
      <OverwriteRule kept={desk.kept} flashing={desk.open.blocked === 'overwrite'} onChange={desk.change} />
      <StepsAndView desk={desk} />
    </div>
  )
}

function OptionsOfTool({ desk }: { desk: Desk }) {
  const { t } = useTranslation()
  const { kept, change, open } = desk
  const { preparing, measured } = useStored(open.state, (now) => ({
    preparing: now.preparing,
    measured: now.measured,
  }))
  if (preparing)
    return (
      <Text fz="sm" className="quiet" role="status">
        {t('annotate.preparing')}
      </Text>
    )
  if (kept.tool === 'ruler') return <RulerOptions measured={measured} desk={desk} />
  if (toolKind(kept.tool).sized) return <BrushOptions kept={kept} onChange={change} />
  return <ToolHint desk={desk} />
}
