import { ActionIcon, Button, Group, Popover, Stack, Text, TextInput, Tooltip } from '@mantine/core'
import { IconBookmark, IconTrash } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FrameFilter } from '../../../shared/contract/frames.ts'
import { useClient } from '../../api/EngineContext.ts'
import { Allowed } from '../../ui/Allowed.tsx'
import { showFailure } from '../../ui/showFailure.ts'

interface Props {
  readonly filter: FrameFilter
  readonly onChoose: (filter: FrameFilter) => void
}

/** Filters under a name, for the next time. */
export function SavedSearches({ filter, onChoose }: Props) {
  const client = useClient()
  const queries = useQueryClient()
  const { t } = useTranslation()
  const [opened, setOpened] = useState(false)
  const [name, setName] = useState('')
  const searches = useQuery({ queryKey: ['searches'], queryFn: () => client.catalogue.searches() })
  const again = () => queries.invalidateQueries({ queryKey: ['searches'] })
  const save = () => {
    if (name.trim() === '') return
    client.catalogue.saveSearch({ name, filter }).then(() => {
      setName('')
      return again()
    }, showFailure)
  }
  return (
    <Popover opened={opened} onChange={setOpened} width={280} position="bottom-end" shadow="md">
      <Popover.Target>
        <Tooltip label={t('library.searches')}>
          <ActionIcon
            variant="default"
            size={36}
            aria-label={t('library.searches')}
            onClick={() => setOpened((now) => !now)}
          >
            <IconBookmark size={18} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs">
          {searches.data?.length === 0 && (
            <Text className="quiet" fz="sm">
              {t('library.noSearches')}
            </Text>
          )}
          {searches.data?.map((saved) => (
            <Group key={saved.id} justify="space-between" wrap="nowrap" gap="xs">
              <Button
                variant="subtle"
                color="gray"
                size="compact-sm"
                justify="flex-start"
                flex={1}
                miw={0}
                onClick={() => {
                  onChoose(saved.filter)
                  setOpened(false)
                }}
              >
                <span className="cut">{saved.name}</span>
              </Button>
              <Allowed to="label">
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t('library.removeSearch', { name: saved.name })}
                  onClick={() => client.catalogue.removeSearch({ id: saved.id }).then(again, showFailure)}
                >
                  <IconTrash size={16} />
                </ActionIcon>
              </Allowed>
            </Group>
          ))}
          <Allowed to="label">
            <Group gap="xs" wrap="nowrap">
              <TextInput
                size="xs"
                flex={1}
                placeholder={t('library.searchName')}
                aria-label={t('library.searchName')}
                value={name}
                onChange={(event) => setName(event.currentTarget.value)}
                onKeyDown={(event) => event.key === 'Enter' && save()}
              />
              <Button size="xs" disabled={name.trim() === ''} onClick={save}>
                {t('library.save')}
              </Button>
            </Group>
          </Allowed>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}
