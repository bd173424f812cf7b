import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { failureFrom } from '../../api/client.ts'
import { useConnection } from '../../api/EngineContext.ts'
import { keepToken } from '../../api/sessionToken.ts'

/** Signs in by whichever way, and tells what went wrong meanwhile. */
export function useEntering() {
  const connection = useConnection()
  const queries = useQueryClient()
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()
  const enter = async (way: () => Promise<{ readonly token?: string }>): Promise<boolean> => {
    setBusy(true)
    setProblem(undefined)
    try {
      const { token } = await way()
      if (token !== undefined) keepToken(token)
      await queries.refetchQueries({ queryKey: ['me'] })
      connection.welcome()
      return true
    } catch (error) {
      setProblem(failureFrom(error).message)
      return false
    } finally {
      setBusy(false)
    }
  }
  return { enter, isBusy, problem, forget: () => setProblem(undefined) }
}
