import { Group, Progress, Stack, Text, Title, UnstyledButton } from '@mantine/core'
import { IconFolderOpen, IconPhotoPlus, IconServer2, IconSparkles } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useClient } from '../../api/EngineContext.ts'
import { canOpenServers } from '../../api/servers.ts'
import { useBring } from '../../ui/Bringing.ts'
import { duration } from '../../ui/duration.ts'
import { FolderPicker } from '../../ui/FolderPicker.tsx'
import { showFailure } from '../../ui/showFailure.ts'
import { useFolderChoice } from '../../ui/useFolderChoice.ts'
import { OpenedBefore } from './OpenedBefore.tsx'
import { ServerDialog } from './ServerDialog.tsx'
import { ServersBefore } from './ServersBefore.tsx'
import { useOpenStudy } from './useOpenStudy.tsx'
import { useServers } from './useServers.ts'

interface Work {
  readonly done: number
  readonly total: number
  readonly secondsLeft: number | null
}

/** The first screen: demo, new study, open a study. */
export function Start({ onOpened }: { onOpened: () => void }) {
  const client = useClient()
  const { t } = useTranslation()
  const bring = useBring()
  const [work, setWork] = useState<Work>()
  const servers = useServers()

  const run = (job: () => Promise<unknown>) => {
    job()
      .then(onOpened, showFailure)
      .finally(() => setWork(undefined))
  }
  const { openStudy, dialog } = useOpenStudy(onOpened)
  const choice = useFolderChoice(t('start.pickStudy'), openStudy)
  const picking = choice.isPicking
  const openDemo = () =>
    run(async () => {
      for await (const event of await client.study.demo()) {
        if (event.kind === 'progress') setWork(event)
      }
    })

  return (
    <div className="start">
      <Stack w="min(960px, 100%)" gap="xl">
        <div>
          <Title order={1} fz={28}>
            {t('start.title')}
          </Title>
          <Text className="quiet" mt={6} maw={560}>
            {t('start.lead')}
          </Text>
        </div>
        {picking ? (
          <FolderPicker kind="study" onCancel={choice.stop} onChoose={openStudy} />
        ) : (
          <div className="start-choices">
            <Choice
              icon={IconSparkles}
              name={t('start.demo')}
              text={t('start.demoText')}
              onClick={openDemo}
              busy={work !== undefined}
            />
            <Choice
              icon={IconPhotoPlus}
              name={t('start.new')}
              text={t('start.newText')}
              onClick={() => bring({ into: 'new', paths: [] })}
              busy={work !== undefined}
            />
            <Choice
              icon={IconFolderOpen}
              name={t('start.open')}
              text={t('start.openText')}
              onClick={choice.ask}
              busy={work !== undefined}
            />
            {canOpenServers() && (
              <Choice
                icon={IconServer2}
                name={t('server.open')}
                text={t('server.openText')}
                onClick={() => servers.open('')}
                busy={work !== undefined}
              />
            )}
          </div>
        )}
        {work && (
          <div role="status">
            <Group justify="space-between" mb={6}>
              <Text>{t('start.drawing', { done: work.done, total: work.total })}</Text>
              <Text className="quiet">
                {work.secondsLeft !== null && t('start.left', { left: duration(work.secondsLeft) })}
              </Text>
            </Group>
            <Progress
              value={(100 * work.done) / Math.max(1, work.total)}
              aria-label={t('start.drawing', { done: work.done, total: work.total })}
            />
          </div>
        )}
        {!picking && <OpenedBefore onOpen={openStudy} />}
        {!picking && (
          <ServersBefore servers={servers.servers} onOpen={servers.open} onForget={servers.forget} />
        )}
        {servers.opening !== undefined && (
          <ServerDialog address={servers.opening} onAnswer={servers.take} onClose={servers.close} />
        )}
        {dialog}
      </Stack>
    </div>
  )
}

interface ChoiceProps {
  readonly icon: typeof IconSparkles
  readonly name: string
  readonly text: string
  readonly busy: boolean
  readonly onClick: () => void
}

function Choice({ icon: Icon, name, text, busy, onClick }: ChoiceProps) {
  return (
    <UnstyledButton className="card" onClick={onClick} disabled={busy} style={{ opacity: busy ? 0.5 : 1 }}>
      <Icon size={28} stroke={1.5} color="var(--mantine-color-teal-6)" />
      <Text fw={600} mt={12}>
        {name}
      </Text>
      <Text className="quiet" fz="sm" mt={6} lh={1.5}>
        {text}
      </Text>
    </UnstyledButton>
  )
}
