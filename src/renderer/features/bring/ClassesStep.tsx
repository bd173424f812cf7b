import { ActionIcon, Button, Group, Select, Stack, Table, Text, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { IGNORE, type LabelClass, MOST_CLASSES } from '../../../shared/domain/labelClass.ts'
import { withoutClass } from './classes.ts'
import type { SurveyedProps } from './Draft.ts'
import { coloursOf } from './draftSteps.ts'

interface Props extends SurveyedProps {
  /** Classes of the study that is open. */
  readonly own: readonly LabelClass[]
}

/** Step two: the study's classes, and what each thing that the masks hold means. */
export function ClassesStep({ draft, change, survey, own }: Props) {
  const { t } = useTranslation()
  const { classes, meanings, into } = draft
  const colours = coloursOf(draft, own)
  return (
    <Stack gap="lg">
      <section>
        <div className="section-name">{t('bring.classes')}</div>
        <Text className="quiet" fz="sm" mb="sm">
          {t(into === 'new' ? 'bring.classesText' : 'bring.classesFixed')}
        </Text>
        <div className="bring-classes">
          {colours.map(({ name, colour }, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a class is its place; its name changes with every letter typed
            <Group key={i} gap="xs" wrap="nowrap">
              <span className="swatch" style={{ background: colour }} />
              {into === 'new' ? (
                <>
                  <TextInput
                    flex={1}
                    size="sm"
                    aria-label={t('bring.className', { number: i + 1 })}
                    value={name}
                    maxLength={40}
                    onChange={({ currentTarget: { value } }) =>
                      change({ classes: classes.map((c, at) => (at === i ? value : c)) })
                    }
                  />
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={t('bring.removeClass', { name })}
                    disabled={i === 0 || classes.length <= 2}
                    onClick={() => change(withoutClass({ classes, meanings }, i))}
                  >
                    <IconTrash size={16} />
                  </ActionIcon>
                </>
              ) : (
                <Text className="cut">{name}</Text>
              )}
            </Group>
          ))}
          {into === 'new' && classes.length < MOST_CLASSES && (
            <Button
              variant="default"
              size="sm"
              leftSection={<IconPlus size={16} />}
              onClick={() =>
                change({ classes: [...classes, t('bring.classNumbered', { key: classes.length })] })
              }
            >
              {t('bring.addClass')}
            </Button>
          )}
        </div>
      </section>
      <section>
        <div className="section-name">{t('bring.marks')}</div>
        {survey.marks.length === 0 ? (
          <Text className="quiet">{t('bring.noMasks')}</Text>
        ) : (
          <Table verticalSpacing={6} className="bring-marks">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('bring.mark')}</Table.Th>
                <Table.Th ta="right">{t('bring.inMasks')}</Table.Th>
                <Table.Th>{t('bring.means')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {survey.marks.map((mark) => (
                <Table.Tr key={mark.key} data-mark={mark.key}>
                  <Table.Td>
                    <Group gap="xs" wrap="nowrap">
                      {mark.colour && <span className="swatch" style={{ background: mark.colour }} />}
                      <span>{t(`bring.markKinds.${mark.kind}`, { key: mark.key })}</span>
                    </Group>
                  </Table.Td>
                  <Table.Td ta="right">
                    {mark.masks}
                    {mark.share !== null && <span className="quiet"> · {percent(mark.share)}</span>}
                  </Table.Td>
                  <Table.Td>
                    <Select
                      size="sm"
                      w={220}
                      aria-label={t('bring.meaningOf', { key: mark.key })}
                      placeholder={t('bring.choose')}
                      allowDeselect={false}
                      error={meanings[mark.key] === null}
                      value={asText(meanings[mark.key] ?? null)}
                      data={[
                        ...classes.map((name, value) => ({
                          value: String(value),
                          label: value === 0 ? t('bring.asBackground', { name }) : name || '…',
                        })),
                        { value: String(IGNORE), label: t('bring.asIgnored') },
                      ]}
                      onChange={(value) => change({ meanings: { ...meanings, [mark.key]: Number(value) } })}
                    />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
      </section>
    </Stack>
  )
}

const asText = (value: number | null) => (value === null ? null : String(value))

/** "12 %", "0.3 %" */
const percent = (share: number) => `${share >= 0.1 ? Math.round(100 * share) : (100 * share).toFixed(1)} %`
