import { Alert, Button, Checkbox, Group, Slider, Stack, Text, UnstyledButton } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStudy } from '../../api/EngineContext.ts'
import type { EditorSettings } from '../../editor/Editor.ts'
import type { SaveState } from './StrokeQueue.ts'
import type { FrameLayers } from './useFrameLayers.ts'

interface Props {
  readonly layers: FrameLayers
  readonly settings: EditorSettings
  readonly saving: SaveState
  readonly readOnly: string | null
  readonly onChange: (part: Partial<EditorSettings>) => void
  readonly onAccept: () => void
  readonly onRetry: () => void
  /** What stands below the classes. */
  readonly children?: ReactNode
}

/** Layers with their opacity, the classes to paint with, and whether everything is saved. */
export function LayerPanel({
  layers,
  settings,
  saving,
  readOnly,
  onChange,
  onAccept,
  onRetry,
  children,
}: Props) {
  const { t } = useTranslation()
  const { classes } = useStudy()
  const { showMask, showOverlay, maskOpacity, overlayOpacity, value } = settings
  return (
    <aside className="annotate-side">
      {readOnly !== null && (
        <Alert color="orange" p="sm">
          {t('annotate.viewOnly', { why: readOnly })}
        </Alert>
      )}
      <div>
        <div className="section-name">{t('annotate.layers')}</div>
        <Stack gap="sm">
          <LayerRow
            name={t('annotate.mine')}
            opacityName={t('annotate.opacity')}
            shown={showMask}
            opacity={maskOpacity}
            onShown={(shown) => onChange({ showMask: shown })}
            onOpacity={(opacity) => onChange({ maskOpacity: opacity })}
          />
          {layers.model ? (
            <>
              <LayerRow
                name={t('annotate.overlay')}
                opacityName={t('annotate.overlayOpacity')}
                shown={showOverlay}
                opacity={overlayOpacity}
                onShown={(shown) => onChange({ showOverlay: shown })}
                onOpacity={(opacity) => onChange({ overlayOpacity: opacity })}
              />
              <Areas areas={layers.model.areas} />
              <div>
                <Button fullWidth variant="light" disabled={readOnly !== null} onClick={onAccept}>
                  {t('annotate.accept')}
                </Button>
                <Text fz="xs" className="quiet" mt={4}>
                  {t('annotate.acceptHint')}
                </Text>
              </div>
            </>
          ) : (
            <Text fz="sm" className="quiet">
              {t('annotate.noOverlay')}
            </Text>
          )}
        </Stack>
      </div>
      <div>
        <div className="section-name">{t('annotate.classes')}</div>
        <Stack gap={2} role="radiogroup" aria-label={t('annotate.classes')}>
          {classes.map(({ name, colour }, c) => (
            <UnstyledButton
              key={name}
              role="radio"
              aria-checked={value === c}
              px={8}
              py={7}
              style={{
                borderRadius: 8,
                background:
                  value === c
                    ? 'color-mix(in srgb, var(--mantine-color-teal-6) 18%, transparent)'
                    : undefined,
              }}
              onClick={() => onChange({ value: c, tool: 'brush' })}
            >
              <Group gap={10} wrap="nowrap">
                <Text fz="sm" className="quiet" w={10}>
                  {c + 1}
                </Text>
                <span className="swatch" style={{ background: colour }} />
                <span className="cut">{name}</span>
              </Group>
            </UnstyledButton>
          ))}
        </Stack>
      </div>
      {children}
      <div style={{ marginTop: 'auto' }} role="status" data-testid="save-state" data-state={saving.kind}>
        <Saved state={saving} onRetry={onRetry} />
      </div>
    </aside>
  )
}

interface LayerRowProps {
  readonly name: string
  readonly opacityName: string
  readonly shown: boolean
  readonly opacity: number
  readonly onShown: (shown: boolean) => void
  readonly onOpacity: (opacity: number) => void
}

/** One layer: shown or not, and how strongly. */
function LayerRow({ name, opacityName, shown, opacity, onShown, onOpacity }: LayerRowProps) {
  return (
    <>
      <Checkbox label={name} checked={shown} onChange={() => onShown(!shown)} />
      <Slider
        size="sm"
        min={0}
        max={1}
        step={0.05}
        label={null}
        value={opacity}
        thumbLabel={opacityName}
        onChange={onOpacity}
      />
    </>
  )
}

function Areas({ areas }: { areas: readonly number[] }) {
  const { classes } = useStudy()
  const { t } = useTranslation()
  const seen = classes.flatMap(({ name, colour }, c) =>
    c > 0 && (areas[c] ?? 0) > 0 ? [{ name, colour, area: areas[c] ?? 0 }] : [],
  )
  if (seen.length === 0) {
    return (
      <Text fz="sm" className="quiet">
        {t('annotate.overlayEmpty')}
      </Text>
    )
  }
  return (
    <Stack gap={4}>
      {seen.map(({ name, colour, area }) => (
        <Group key={name} gap={8} wrap="nowrap">
          <span className="swatch" style={{ background: colour }} />
          <Text fz="sm" className="cut">
            {name}
          </Text>
          <Text
            fz="sm"
            className="quiet"
            ml="auto"
            style={{ whiteSpace: 'nowrap' }}
            aria-label={t('annotate.areas')}
          >{`${area.toLocaleString()} px²`}</Text>
        </Group>
      ))}
    </Stack>
  )
}

function Saved({ state, onRetry }: { state: SaveState; onRetry: () => void }) {
  const { t } = useTranslation()
  switch (state.kind) {
    case 'idle':
      return (
        <Text fz="sm" className="quiet">
          {t('annotate.empty')}
        </Text>
      )
    case 'saving':
      return (
        <Text fz="sm" className="quiet">
          {t('annotate.saving')}
        </Text>
      )
    case 'saved':
      return (
        <Text fz="sm" className="quiet">
          {t('annotate.saved', { time: new Date(state.at).toLocaleTimeString() })}
        </Text>
      )
    case 'failed':
      return (
        <Stack gap={6}>
          <Text fz="sm" c="orange">
            {t('annotate.notSaved', { why: state.why })}
          </Text>
          <Button size="compact-sm" variant="default" onClick={onRetry}>
            {t('annotate.retry')}
          </Button>
        </Stack>
      )
  }
}
