import { Button, Group, ScrollArea, Stack, Text, TextInput, UnstyledButton } from '@mantine/core'
import { IconArrowUp, IconFile, IconFolder } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureFrom } from '../api/client.ts'
import { useClient } from '../api/EngineContext.ts'

interface Props {
  /** What is looked for: images (a folder, an archive, a film), a study, or any folder to write into. */
  readonly kind: 'images' | 'study' | 'any'
  readonly onChoose: (folder: string) => void
  readonly onCancel: () => void
}

const TITLES = { images: 'start.pickImages', study: 'start.pickStudy', any: 'start.pickFolder' } as const

/** Walks the folders of the machine the engine runs on; the same in the desktop app and in a browser. */
export function FolderPicker({ kind, onChoose, onCancel }: Props) {
  const client = useClient()
  const { t } = useTranslation()
  const [path, setPath] = useState<string>()
  const [typed, setTyped] = useState<string>()
  const folder = useQuery({
    queryKey: ['folder', path],
    queryFn: () => client.folders.list(path === undefined ? {} : { path }),
    placeholderData: (before) => before,
  })
  const here = folder.data
  const fits = here !== undefined && (kind !== 'study' || here.isStudy)
  const enter = (next: string) => {
    setPath(next)
    setTyped(undefined)
  }
  return (
    <div className="card">
      <Stack gap="sm">
        <Text fw={600}>{t(TITLES[kind])}</Text>
        <Group gap="xs" wrap="nowrap">
          <Button
            variant="default"
            px={10}
            aria-label={t('start.up')}
            disabled={!here?.parent}
            onClick={() => here?.parent && enter(here.parent)}
          >
            <IconArrowUp size={18} />
          </Button>
          <TextInput
            flex={1}
            aria-label={t('start.path')}
            value={typed ?? here?.path ?? ''}
            onChange={(event) => setTyped(event.currentTarget.value)}
            onKeyDown={(event) => event.key === 'Enter' && typed && enter(typed)}
            error={folder.error ? failureFrom(folder.error).message : undefined}
          />
        </Group>
        <ScrollArea h={280} type="auto">
          {here?.folders.length === 0 && (kind !== 'images' || here.files.length === 0) && (
            <Text className="quiet" p="sm">
              {t('start.empty')}
            </Text>
          )}
          {here?.folders.map(({ name, path: inside, isStudy }) => (
            <UnstyledButton key={inside} w="100%" px="sm" py={6} onClick={() => enter(inside)}>
              <Group gap="xs" wrap="nowrap">
                <IconFolder
                  size={18}
                  stroke={1.5}
                  color={isStudy ? 'var(--mantine-color-teal-6)' : 'var(--quiet)'}
                />
                <span className="cut">{name}</span>
                {isStudy && (
                  <Text fz="xs" c="teal">
                    {t('start.study')}
                  </Text>
                )}
              </Group>
            </UnstyledButton>
          ))}
          {kind === 'images' &&
            here?.files.map(({ name, path: file }) => (
              <UnstyledButton key={file} w="100%" px="sm" py={6} onClick={() => onChoose(file)}>
                <Group gap="xs" wrap="nowrap">
                  <IconFile size={18} stroke={1.5} color="var(--quiet)" />
                  <span className="cut">{name}</span>
                </Group>
              </UnstyledButton>
            ))}
        </ScrollArea>
        <Group justify="space-between">
          <Text className="quiet" fz="sm">
            {here &&
              kind === 'images' &&
              (here.images > 0 ? t('start.images', { count: here.images }) : t('start.noImages'))}
          </Text>
          <Group gap="xs">
            <Button variant="default" onClick={onCancel}>
              {t('start.cancel')}
            </Button>
            <Button disabled={!fits} onClick={() => here && onChoose(here.path)}>
              {t('start.choose')}
            </Button>
          </Group>
        </Group>
      </Stack>
    </div>
  )
}
