import './models.css'
import { ActionIcon, Group, Text } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useClient, useStudy } from '../../api/EngineContext.ts'
import { modelName } from '../../ui/modelName.ts'
import { readPictures } from '../../ui/pages/readPictures.ts'
import { SavePageMenu } from '../../ui/pages/SavePageMenu.tsx'
import { cardPage } from './card/cardPage.ts'
import { type CardPart, cardParts } from './card/cardParts.ts'
import { ModelEdits } from './ModelEdits.tsx'
import { ModelNote } from './ModelNote.tsx'

/** A model's card: what it comes from, what it learned from, what it came to, where its limits are, and notes. */
export function ModelCardView({ id, onClose }: { id: string; onClose: () => void }) {
  const client = useClient()
  const { classes, name: study } = useStudy()
  const { t, i18n } = useTranslation()
  const { data: card } = useQuery({
    queryKey: ['model-card', id],
    queryFn: () => client.models.card({ id }),
  })
  if (!card) return null
  const title = t('card.title', { name: modelName(card.model) })
  const parts = cardParts(t, card, classes)
  const make = async () => {
    const { language } = i18n
    const [{ version }, pictures] = await Promise.all([
      client.machine.about(),
      readPictures(client, id, classes.length),
    ])
    return cardPage(t, { title, study, language, version, note: card.note, parts, classes, pictures })
  }
  return (
    <section className="card stacked" aria-label={title} data-testid="model-card">
      <Group justify="space-between" wrap="nowrap">
        <Text fw={600} className="cut" title={title}>
          {title}
        </Text>
        <Group gap="xs" wrap="nowrap" flex="none">
          <SavePageMenu name={`${study} ${title}`} make={make} />
          <ActionIcon variant="default" aria-label={t('compare.close')} onClick={onClose}>
            <IconX size={16} />
          </ActionIcon>
        </Group>
      </Group>
      <div className="card-parts">
        {parts.map((part) => (
          <Part key={part.id} part={part} />
        ))}
      </div>
      <ModelEdits id={id} />
      <ModelNote key={id} id={id} note={card.note} />
    </section>
  )
}

function Part({ part: { id, rows, lines } }: { part: CardPart }) {
  const { t } = useTranslation()
  const isLong = id === 'settings'
  const content = (
    <>
      {lines.length === 1 ? <Text fz="sm">{lines[0]}</Text> : <Sentences lines={lines} />}
      {rows.length > 0 && (
        <dl>
          {rows.map(([what, value]) => (
            <div key={what}>
              <dt title={what}>{what}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </>
  )
  return (
    <div data-part={id}>
      {isLong ? (
        <details>
          <summary className="section-name">{t(`card.part.${id}`)}</summary>
          {content}
        </details>
      ) : (
        <>
          <div className="section-name">{t(`card.part.${id}`)}</div>
          {content}
        </>
      )}
    </div>
  )
}

function Sentences({ lines }: Pick<CardPart, 'lines'>) {
  if (lines.length === 0) return null
  return (
    <ul>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}
