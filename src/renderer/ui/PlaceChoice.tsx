import { Button, Group, Stack, Text } from '@mantine/core'
import { IconFiles, IconFolderOpen } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { askDesk, isDesktop } from '../api/desk.ts'
import { FolderPicker } from './FolderPicker.tsx'

interface Props {
  readonly onChoose: (folder: string) => void
  readonly onChooseFiles: (files: readonly string[]) => void
}

/** Where frames come from: the system's own windows in the desktop app, which a browser does not have. */
export function PlaceChoice({ onChoose, onChooseFiles }: Props) {
  const { t } = useTranslation()
  if (!isDesktop()) return <FolderPicker kind="images" onChoose={onChoose} onChooseFiles={onChooseFiles} />
  const ask = async (choice: 'folder' | 'files') => {
    const paths = (await askDesk({ kind: 'choose', choice, title: t('start.pickImages') }))?.paths ?? []
    const [first] = paths
    if (first === undefined) return
    if (choice === 'folder') onChoose(first)
    else onChooseFiles(paths)
  }
  return (
    <div className="card">
      <Stack gap="md">
        <Text fw={600}>{t('start.pickImages')}</Text>
        <Group gap="sm">
          <Button leftSection={<IconFolderOpen size={18} />} onClick={() => void ask('folder')}>
            {t('start.browseFolder')}
          </Button>
          <Button variant="default" leftSection={<IconFiles size={18} />} onClick={() => void ask('files')}>
            {t('start.browseFiles')}
          </Button>
        </Group>
      </Stack>
    </div>
  )
}
