import './editorDebug.css'
import { useTranslation } from 'react-i18next'
import { debugging } from '../../../../editor/debugging.ts'
import type { Rectangle } from '../../../../editor/pixels/Rectangle.ts'
import { toScreen, type Viewport } from '../../../../editor/Viewport.ts'
import { useStored } from '../../../../ui/Store.ts'
import { timeOfDay } from '../../../../ui/shown.ts'
import type { OpenEditor } from '../frame/useEditor.ts'
import { useQueueReport } from './useQueueReport.ts'

/** What the editor is doing, over the canvas: for developers, where the address says `?debug=editor`. */
export function EditorDebug({ open }: { open: OpenEditor }) {
  return debugging ? <Report open={open} /> : null
}

function Report({ open }: { open: OpenEditor }) {
  const { t } = useTranslation()
  const { report, view } = useStored(open.state, (now) => ({ report: now.report, view: now.view }))
  const queue = useQueueReport(open)
  if (!report) return null
  const { drawn, revision, tool, toolState } = report
  const facts = {
    drawn: drawn
      ? t('annotate.debug.drawnPart', { ...drawn.part, ms: drawn.ms.toFixed(1) })
      : t('annotate.debug.nothing'),
    revision: String(revision),
    queue:
      queue.since === undefined
        ? t('annotate.debug.empty')
        : t('annotate.debug.waiting', { count: queue.length, time: timeOfDay(queue.since) }),
    tool: t('annotate.debug.toolIn', { tool: t(`annotate.tools.${tool}`), state: toolState }),
  }
  return (
    <>
      {drawn && <Part part={drawn.part} view={view} />}
      <dl className="editor-debug" data-testid="editor-debug">
        {(['drawn', 'revision', 'queue', 'tool'] as const).map((name) => (
          <div key={name}>
            <dt>{t(`annotate.debug.${name}`)}</dt>
            <dd data-fact={name}>{facts[name]}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}

/** The part of the frame that was drawn last. */
function Part({ part: { x, y, width, height }, view }: { part: Rectangle; view: Viewport }) {
  const at = toScreen(view, { x, y })
  return (
    <div
      className="editor-debug-part"
      data-testid="editor-debug-part"
      style={{
        width: width * view.scale,
        height: height * view.scale,
        transform: `translate(${at.x}px, ${at.y}px) rotate(${view.rotation}deg)`,
      }}
    />
  )
}
