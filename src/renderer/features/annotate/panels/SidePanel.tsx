import { Alert, Anchor, Button, Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useStudy } from '../../../api/EngineContext.ts'
import { inWords } from '../../../api/inWords.ts'
import { useHindrance } from '../../../api/useHindrance.ts'
import { useMe } from '../../../api/useMe.ts'
import type { AlikeTo } from '../../../ui/alike/AlikeDrawer.tsx'
import { Section } from '../../../ui/Section.tsx'
import type { Desk } from '../desk/setup/Desk.ts'
import { Remarks, remarksTitle } from '../remarks/Remarks.tsx'
import { ClassList } from './ClassList.tsx'
import { CurrentState } from './CurrentState.tsx'
import { FrameMarks } from './FrameMarks.tsx'
import { LayerList } from './LayerList.tsx'
import { LesionTable } from './LesionTable.tsx'
import { PictureWindow } from './PictureWindow.tsx'
import { RuledOut } from './RuledOut.tsx'
import { SaveStatus } from './SaveStatus.tsx'

interface Props {
  readonly desk: Desk
  readonly onAlike: (lesion: AlikeTo['lesion']) => void
  readonly onHistory: () => void
}

/** Layers, classes, lesions, the picture's look, tags, and whether everything is saved. */
export function SidePanel({ desk, onAlike, onHistory }: Props) {
  const { t } = useTranslation()
  const study = useStudy()
  const readOnly = useHindrance('label')
  const me = useMe()
  const { loaded, open, kept, acts, place, change } = desk
  const { colours } = desk.settings
  // Until the next frame's facts are there, those of the last are at hand.
  const frame = place.frame?.id === loaded.id ? place.frame : undefined
  return (
    <aside className="annotate-side" aria-label={t('annotate.panels')}>
      <div className="annotate-sections">
        {readOnly !== null && (
          <Alert color={study.readOnly ? 'orange' : 'teal'} p="sm">
            {study.readOnly ? t('annotate.viewOnly', { why: inWords(study.readOnly) }) : t('people.lookOnly')}
          </Alert>
        )}
        {open.unverified && readOnly === null && (
          <Alert color="yellow" p="sm">
            <Text fz="sm">{t('annotate.unverified')}</Text>
            <Button size="compact-sm" variant="default" mt={6} onClick={acts.confirm}>
              {t('annotate.confirm')}
            </Button>
          </Alert>
        )}
        <Section id="classes" title={t('annotate.classes')}>
          <ClassList
            value={kept.value}
            rules={kept.rules}
            colours={colours}
            flashing={open.blocked === 'lock'}
            onTake={desk.take}
            onRules={(rules) => change({ rules })}
          />
        </Section>
        <Section id="layers" title={t('annotate.layers')}>
          <LayerList desk={desk} isHeldOut={frame !== undefined && frame.split !== 'train'} />
        </Section>
        <RuledOut frame={loaded.id} />
        <Section id="lesions" title={t('annotate.lesions')}>
          <LesionTable
            lesions={open.lesions}
            colours={colours}
            mmPerPixel={place.mmPerPixel}
            onShow={({ box: [x, y, width, height] }) =>
              open.editor.current?.view.centreOn({ x: x + width / 2, y: y + height / 2 })
            }
            onAlike={({ box: [left, top, width, height] }, number) =>
              onAlike({ number, box: { left, top, right: left + width, bottom: top + height } })
            }
          />
        </Section>
        <Section id="remarks" title={remarksTitle(t, desk.remarks)} forced={desk.remarks.draft !== undefined}>
          <Remarks
            remarks={desk.remarks}
            onShow={(at) => open.editor.current?.view.centreOn(at)}
            onDone={() => open.place.current?.focus({ preventScroll: true })}
          />
        </Section>
        <Section id="picture" title={t('annotate.picture')} open={false}>
          <PictureWindow kept={kept} onChange={change} />
        </Section>
        <Section id="marks" title={t('annotate.marks')} open={false}>
          <FrameMarks frame={loaded.id} readOnly={desk.settings.readOnly} />
          {me.can('oversee') && (
            <Anchor component="button" type="button" fz="xs" mt={8} onClick={onHistory}>
              {t('trail.history')}
            </Anchor>
          )}
        </Section>
      </div>
      {frame && (
        <CurrentState loaded={loaded} frame={frame} saving={open.saving} readOnly={desk.settings.readOnly} />
      )}
      <Group className="annotate-saved" gap={6}>
        <SaveStatus saving={open.saving} acts={acts} />
      </Group>
    </aside>
  )
}
