import './study.css'
import { Button, Group } from '@mantine/core'
import { IconDownload, IconShieldCheck, IconUpload } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useStudy } from '../../api/EngineContext.ts'
import { useMe } from '../../api/useMe.ts'
import { useBring } from '../../ui/Bringing.ts'
import type { ScreenProps } from '../../ui/screenProps.ts'
import { BackupPanel } from './BackupPanel.tsx'
import { Classes } from './Classes.tsx'
import { ExportPanel } from './ExportPanel.tsx'
import { LookAlikes } from './LookAlikes.tsx'
import { MaskTime } from './MaskTime.tsx'
import { Overview } from './Overview.tsx'
import { People } from './people/People.tsx'
import { SplitCard } from './SplitCard.tsx'
import { StudyName } from './StudyName.tsx'

const PANELS = { export: ExportPanel, backup: BackupPanel } as const
const ICONS = { export: IconUpload, backup: IconShieldCheck } as const
type Panel = keyof typeof PANELS

/** What the study holds, and the ways in and out. */
export function StudyScreen({ navigation, go }: ScreenProps) {
  const study = useStudy()
  const { t } = useTranslation()
  const { panel } = navigation
  const bring = useBring()
  const { can } = useMe()
  const View = panel && can('keep') && PANELS[panel]
  return (
    <div className="page">
      <div className="column">
        <Group justify="space-between" wrap="nowrap">
          <StudyName />
          <Group gap="xs" style={{ flex: 'none' }}>
            {can('arrange') && (
              <Button
                variant={study.frames === 0 ? 'filled' : 'default'}
                leftSection={<IconDownload size={16} />}
                disabled={study.readOnly !== null}
                onClick={() => bring({ into: 'open', paths: [] })}
              >
                {t('study.import')}
              </Button>
            )}
            {can('keep') &&
              (Object.keys(PANELS) as Panel[]).map((name) => {
                const Icon = ICONS[name]
                return (
                  <Button
                    key={name}
                    variant={panel === name ? 'light' : 'default'}
                    leftSection={<Icon size={16} />}
                    onClick={() => go({ panel: panel === name ? undefined : name })}
                  >
                    {t(`study.${name}`)}
                  </Button>
                )
              })}
          </Group>
        </Group>
        {View && <View filter={navigation.filter} onClose={() => go({ panel: undefined })} />}
        {study.frames > 0 && (
          <>
            <Overview go={go} />
            <SplitCard go={go} />
          </>
        )}
        <Classes />
        <People />
        {study.labelled > 0 && <MaskTime />}
        {study.frames > 0 && <LookAlikes go={go} />}
      </div>
    </div>
  )
}
