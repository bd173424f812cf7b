import { Button, Group, ScrollArea, Stack, Text, TextInput, UnstyledButton } from '@mantine/core'
import {
  IconArrowUp,
  IconFileTypeZip,
  IconFolder,
  IconMovie,
  IconPhoto,
  IconStethoscope,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { failureFrom } from '../api/client.ts'
import { useClient } from '../api/EngineContext.ts'
import { toggled } from './toggled.ts'

interface Props {
  /** What is looked for: images (a folder, an archive, a film), a study, or any folder to write into. */
  readonly kind: 'images' | 'study' | 'any'
  readonly onChoose: (folder: string) => void
  /** Given, files can be chosen too, several at a time. */
  readonly onChooseFiles?: (files: readonly string[]) => void
  readonly onCancel?: () => void
}

const TITLES = { images: 'start.pickImages', study: 'start.pickStudy', any: 'start.pickFolder' } as const
const FILE_ICONS = {
  image: IconPhoto,
  archive: IconFileTypeZip,
  dicom: IconStethoscope,
  film: IconMovie,
} as const

/** Walks the folders of the machine the engine runs on; the same in the desktop app and in a browser. */
export function FolderPicker({ kind, onChoose, onChooseFiles, onCancel }: Props) {
  const client = useClient()
  const { t } = useTranslation()
  const [path, setPath] = useState<string>()
  const [typed, setTyped] = useState<string>()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const folder = useQuery({
    queryKey: ['folder', path],
    queryFn: () => client.folders.list(path === undefined ? {} : { path }),
    placeholderData: (before) => before,
  })
  const here = folder.data
  const shown = (folder.error ? path : here?.path) ?? ''
  const fits = here !== undefined && (kind !== 'study' || here.isStudy)
  const files = onChooseFiles ? (here?.files ?? []) : []
  const enter = (next: string) => {
    setPath(next)
    setTyped(undefined)
    setChosen(new Set())
  }
  const toggle = (file: string) => setChosen((now) => toggled(now, file))
  return (
    <div className="card">
      <Stack gap="sm">
        <Text fw={600}>{t(TITLES[kind])}</Text>
        <Group gap="xs" wrap="nowrap" align="flex-start">
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
            value={typed ?? shown}
            // A folder that is listed while somebody types must not come in between.
            onFocus={() => setTyped(shown)}
            onBlur={() => setTyped((now) => (now === '' || now === shown ? undefined : now))}
            onChange={(event) => setTyped(event.currentTarget.value)}
            onKeyDown={(event) => {
              const wanted = event.currentTarget.value.trim()
              if (event.key === 'Enter' && wanted !== '') enter(wanted)
            }}
            error={folder.error ? failureFrom(folder.error).message : undefined}
          />
        </Group>
        <ScrollArea h={280} type="auto">
          {here?.folders.length === 0 && files.length === 0 && (
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
          {files.map(({ name, path: file, kind: of }) => {
            const Icon = FILE_ICONS[of]
            return (
              <UnstyledButton
                key={file}
                className="file"
                w="100%"
                px="sm"
                py={6}
                aria-pressed={chosen.has(file)}
                onClick={() => toggle(file)}
              >
                <Group gap="xs" wrap="nowrap">
                  <Icon size={18} stroke={1.5} color="var(--quiet)" />
                  <span className="cut">{name}</span>
                </Group>
              </UnstyledButton>
            )
          })}
        </ScrollArea>
        <Group justify="space-between">
          <Text className="quiet" fz="sm">
            {here && kind === 'images' && <Held images={here.images} files={here.files} />}
          </Text>
          <Group gap="xs">
            {onCancel && (
              <Button variant="default" onClick={onCancel}>
                {t('start.cancel')}
              </Button>
            )}
            {chosen.size > 0 && onChooseFiles ? (
              <Button onClick={() => onChooseFiles([...chosen])}>
                {t('start.chooseFiles', { count: chosen.size })}
              </Button>
            ) : (
              <Button disabled={!fits} onClick={() => here && onChoose(here.path)}>
                {t('start.choose')}
              </Button>
            )}
          </Group>
        </Group>
      </Stack>
    </div>
  )
}

/** What lies in a folder that can be brought in: "12 images, 3 DICOM files". */
function Held({ images, files }: { images: number; files: readonly { readonly kind: string }[] }) {
  const { t } = useTranslation()
  const count = (kind: string) => files.filter((file) => file.kind === kind).length
  const parts = [
    images > 0 && t('start.images', { count: images }),
    count('dicom') > 0 && t('start.dicoms', { count: count('dicom') }),
    count('archive') > 0 && t('start.archives', { count: count('archive') }),
    count('film') > 0 && t('start.films', { count: count('film') }),
  ].filter((part) => part !== false)
  return parts.length > 0 ? parts.join(', ') : t('start.noImages')
}
