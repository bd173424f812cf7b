import { Button, Group, Text } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Comment } from '../../../../shared/contract/comments.ts'
import { moment } from '../../../ui/shown.ts'
import { RemarkForm } from './RemarkForm.tsx'
import type { Thread } from './threads.ts'
import type { Remarking } from './useRemarks.ts'

interface Props {
  readonly thread: Thread
  readonly remarks: Remarking
  readonly onShow: (place: NonNullable<Comment['place']>) => void
  /** The keyboard goes back to the canvas. */
  readonly onDone: () => void
}

/** One remark: what, who and when, what was answered, and whether anything is left to do. */
export function RemarkThread({ thread: { number, remark, answers }, remarks, onShow, onDone }: Props) {
  const { t } = useTranslation()
  const [answering, setAnswering] = useState(false)
  const line = useRef<HTMLLIElement>(null)
  const { place, settled } = remark
  const isChosen = remarks.chosen === remark.id
  useEffect(() => {
    if (isChosen) line.current?.scrollIntoView({ block: 'nearest' })
  }, [isChosen])
  const done = () => {
    setAnswering(false)
    onDone()
  }
  return (
    <li ref={line} className="remark" data-settled={settled !== null} data-chosen={isChosen}>
      <Group gap={6} wrap="nowrap" align="flex-start">
        {place ? (
          <button
            type="button"
            className="remark-number"
            aria-label={t('reviewing.remarks.show', { number })}
            onClick={() => {
              remarks.choose(remark.id)
              onShow(place)
            }}
          >
            {number}
          </button>
        ) : (
          <span className="remark-number" title={t('reviewing.remarks.ofFrame')}>
            {number}
          </span>
        )}
        <div className="remark-words">
          <Said comment={remark} />
          {answers.map((answer) => (
            <div key={answer.id} className="remark-answer">
              <Said comment={answer} />
            </div>
          ))}
          {settled && (
            <Text fz="xs" className="quiet">
              {t('reviewing.remarks.settledBy', { author: settled.author, at: moment(settled.at) })}
            </Text>
          )}
          {remarks.mayWrite && !answering && (
            <Group gap={6} mt={4}>
              <Button size="compact-xs" variant="default" onClick={() => setAnswering(true)}>
                {t('reviewing.remarks.answer')}
              </Button>
              {!settled && (
                <Button size="compact-xs" variant="default" onClick={() => remarks.settle(remark.id)}>
                  {t('reviewing.remarks.settle')}
                </Button>
              )}
            </Group>
          )}
          {answering && (
            <RemarkForm
              label={t('reviewing.remarks.answerTo', { number })}
              onAdd={async (text) => {
                const isSaved = await remarks.add(text, remark.id)
                if (isSaved) done()
                return isSaved
              }}
              onDrop={done}
            />
          )}
        </div>
      </Group>
    </li>
  )
}

function Said({ comment: { text, author, at } }: { comment: Comment }) {
  return (
    <>
      <div className="remark-text">{text}</div>
      <div className="quiet remark-who">
        {author} · {moment(at)}
      </div>
    </>
  )
}
