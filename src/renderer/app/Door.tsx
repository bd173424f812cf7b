import { Center, Loader, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useLayoutEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useClient, useConnection, useEngineHere } from '../api/EngineContext.ts'
import { forgetCovered, forgetToken, isKeptCovered, keepCovered } from '../api/sessionToken.ts'
import { useMe, useMeQuery } from '../api/useMe.ts'
import { leaveDesk } from '../features/annotate/saving/strokeQueues.ts'
import { LockCover } from '../features/people/LockCover.tsx'
import { SignIn } from '../features/people/SignIn.tsx'
import { useIdle } from '../features/people/useIdle.ts'
import { LookButtons } from './LookButtons.tsx'
import { Studio } from './Studio.tsx'

/** Lets into a study with accounts whoever has signed in, and covers it while nobody is at the window. */
export function Door() {
  const { t } = useTranslation()
  const here = useEngineHere()
  useAskingAgain()
  const { data: me } = useMeQuery()
  if (!me)
    return (
      <Center h="100%">
        {here ? (
          <Loader size="sm" aria-label={t('app.connecting')} />
        ) : (
          <Text c="dimmed">{t('app.connecting')}</Text>
        )}
      </Center>
    )
  const isLetIn = me.accounts ? me.signedIn : me.name !== ''
  return isLetIn ? <Inside key={me.name} /> : <Outside key={me.study} />
}

/** Asks again who is here when something is refused because nobody is, and when the engine is back. */
function useAskingAgain(): void {
  const connection = useConnection()
  const queries = useQueryClient()
  useEffect(() => {
    const ask = () => void queries.invalidateQueries({ queryKey: ['me'] })
    const stops = [connection.onRefusal(ask), connection.onChange((here) => here && ask())]
    return () => {
      for (const stop of stops) stop()
    }
  }, [connection, queries])
}

/** Nobody is signed in: nothing of the study is left in the window. */
function Outside() {
  const queries = useQueryClient()
  const { can } = useMe()
  const [isElsewhere, setElsewhere] = useState(false)
  useEffect(() => {
    leaveDesk()
    forgetToken()
    queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' })
  }, [queries])
  if (isElsewhere) return <Studio onBack={() => setElsewhere(false)} />
  return (
    <>
      <SignIn onElsewhere={can('machine') ? () => setElsewhere(true) : undefined} />
      <div className="about-corner">
        <LookButtons />
      </div>
    </>
  )
}

/** Somebody is: until nobody has touched anything for the study's minutes, or they lock their window. */
function Inside() {
  const client = useClient()
  const connection = useConnection()
  const queries = useQueryClient()
  const { accounts, locked, idleMinutes = 0 } = useMe()
  const [isCoveredHere, setCovered] = useState(() => accounts === true && isKeptCovered())
  const isCovered = isCoveredHere || locked === true
  const cover = () => {
    keepCovered()
    setCovered(true)
    // Where the engine cannot be reached, it hears of it when it is back.
    client.people.lock().then(
      () => queries.invalidateQueries({ queryKey: ['me'] }),
      () => {},
    )
  }
  const coverAgain = useEffectEvent((here: boolean) => {
    if (here && isCovered) cover()
  })
  useEffect(() => connection.onChange(coverAgain), [connection])
  const { dataUpdatedAt } = useMeQuery()
  // Each time it is known that somebody is here: what they listened to has ended where their role changed, too.
  useEffect(() => {
    if (dataUpdatedAt > 0 && !locked) connection.welcome()
  }, [connection, locked, dataUpdatedAt])
  useLayoutEffect(() => leaveDesk, [])
  useIdle(accounts && !isCovered ? idleMinutes : 0, cover)
  return (
    <>
      <Studio onLock={cover} isCovered={isCovered} />
      {isCovered && (
        <LockCover
          onUnlocked={() => {
            forgetCovered()
            setCovered(false)
          }}
        />
      )}
    </>
  )
}
