import { ActionIcon, Button, ColorInput, Group, Stack, Text, TextInput, Tooltip } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  defaultColour,
  type LabelClass,
  MOST_CLASSES,
  problemWith,
} from '../../../shared/domain/labelClass.ts'
import { useClient, useStudy } from '../../api/EngineContext.ts'
import { useMe } from '../../api/useMe.ts'
import { showFailure } from '../../ui/showFailure.ts'

const SWATCHES = Array.from({ length: MOST_CLASSES }, (_, value) => defaultColour(value + 1) ?? '#777777')

/** What is painted: names and colours of the classes, and a way to set them. */
export function Classes() {
  const { classes, readOnly } = useStudy()
  const { can } = useMe()
  const { t } = useTranslation()
  const [isEditing, setEditing] = useState(false)
  const client = useClient()
  // What is changed are the names as they are kept, not those that a language has for them.
  const kept = useQuery({ queryKey: ['study'], queryFn: () => client.study.current() }).data?.classes
  return (
    <section className="card" aria-label={t('classes.title')}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div>
          <Text fw={600}>{t('classes.title')}</Text>
          <Text className="quiet" fz="sm">
            {t('classes.text')}
          </Text>
        </div>
        {!isEditing && can('arrange') && (
          <Button
            variant="default"
            miw="max-content"
            disabled={readOnly !== null}
            onClick={() => setEditing(true)}
          >
            {t('classes.edit')}
          </Button>
        )}
      </Group>
      {isEditing && kept ? (
        <ClassesForm before={kept} onEnd={() => setEditing(false)} />
      ) : (
        <Group gap="lg" mt={12}>
          {classes.map(({ name, colour }) => (
            <Group key={name} gap={8} wrap="nowrap" maw="100%">
              <span className="swatch" style={{ background: colour }} />
              <Text fz="sm" className="cut">
                {name}
              </Text>
            </Group>
          ))}
        </Group>
      )}
    </section>
  )
}

function ClassesForm({ before, onEnd }: { before: readonly LabelClass[]; onEnd: () => void }) {
  const client = useClient()
  const queries = useQueryClient()
  const { t } = useTranslation()
  const [classes, setClasses] = useState(before)
  const [isSaving, setSaving] = useState(false)
  const change = (value: number, to: Partial<LabelClass>) =>
    setClasses(classes.map((one, c) => (c === value ? { ...one, ...to } : one)))
  const isComplete = problemWith(classes.map(({ name }) => name)) === undefined
  const save = () => {
    setSaving(true)
    client.study
      .setClasses({ classes: classes.map(({ name, colour }) => ({ name: name.trim(), colour })) })
      .then(() => queries.invalidateQueries({ queryKey: ['study'] }))
      .then(onEnd, showFailure)
      .finally(() => setSaving(false))
  }
  return (
    <Stack gap={8} mt={16}>
      {classes.map(({ name, colour }, value) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a class is its place; its name changes with every letter typed
        <div key={value} className="class-edit">
          <Text className="quiet" fz="sm" ta="right">
            {value}
          </Text>
          <TextInput
            aria-label={t('classes.name', { value })}
            placeholder={t('classes.namePlaceholder')}
            maxLength={40}
            value={name}
            onChange={(event) => change(value, { name: event.currentTarget.value })}
          />
          {value === 0 ? (
            <Text className="quiet" fz="sm">
              {t('classes.notPainted')}
            </Text>
          ) : (
            <ColorInput
              aria-label={t('classes.colour', { name })}
              format="hex"
              withEyeDropper={false}
              swatches={SWATCHES}
              swatchesPerRow={SWATCHES.length}
              value={colour}
              onChange={(to) => change(value, { colour: to })}
            />
          )}
          {value > 1 && value === classes.length - 1 ? (
            <Tooltip label={t('classes.remove')}>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('classes.remove')}
                onClick={() => setClasses(classes.slice(0, -1))}
              >
                <IconTrash size={16} />
              </ActionIcon>
            </Tooltip>
          ) : (
            <span />
          )}
        </div>
      ))}
      <Group justify="space-between" mt={8}>
        <Button
          variant="default"
          leftSection={<IconPlus size={16} />}
          disabled={classes.length >= MOST_CLASSES}
          onClick={() =>
            setClasses([...classes, { name: '', colour: defaultColour(classes.length) ?? '#777777' }])
          }
        >
          {t('classes.add')}
        </Button>
        <Group gap="xs">
          <Button variant="default" onClick={onEnd}>
            {t('classes.cancel')}
          </Button>
          <Button disabled={!isComplete} loading={isSaving} onClick={save}>
            {t('classes.save')}
          </Button>
        </Group>
      </Group>
    </Stack>
  )
}
