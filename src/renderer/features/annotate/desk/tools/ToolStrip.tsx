import {
  IconBrush,
  IconBucketDroplet,
  IconColorPicker,
  IconEraser,
  IconGridDots,
  IconLasso,
  IconMarquee2,
  IconPolygon,
  IconRuler2,
  IconScissors,
  IconSparkles,
  IconWand,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { type ToolId, tools } from '../../../../editor/tools/index.ts'
import { withKey } from '../../../../keyboard/commandText.ts'
import { useKeyboard } from '../../../../keyboard/Keyboard.tsx'
import { ToolButton } from './ToolButton.tsx'

const ICONS: Readonly<Record<ToolId, typeof IconBrush>> = {
  brush: IconBrush,
  eraser: IconEraser,
  superpixel: IconGridDots,
  polygon: IconPolygon,
  lasso: IconLasso,
  scissors: IconScissors,
  wand: IconWand,
  assist: IconSparkles,
  box: IconMarquee2,
  fill: IconBucketDroplet,
  pick: IconColorPicker,
  ruler: IconRuler2,
}

interface Props {
  readonly tool: string
  /** Why tools cannot be used now, in a sentence each. */
  readonly refused: Partial<Record<ToolId, string | undefined>>
  readonly onTool: (tool: string) => void
}

/** The tools, one below the other. */
export function ToolStrip({ tool, refused, onTool }: Props) {
  const { t } = useTranslation()
  const { keys } = useKeyboard()
  return (
    <div
      className="annotate-strip"
      role="toolbar"
      aria-orientation="vertical"
      aria-label={t('annotate.toolBar')}
    >
      {tools.map(({ id }) => (
        <ToolButton
          key={id}
          label={withKey(t(`annotate.tools.${id}`), keys(`tool.${id}`))}
          icon={ICONS[id]}
          on={tool === id}
          side="right"
          refusal={refused[id]}
          onClick={() => onTool(id)}
        />
      ))}
    </div>
  )
}
