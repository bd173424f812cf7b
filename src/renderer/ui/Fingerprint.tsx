import { Fragment } from 'react'

/** A certificate's fingerprint, in a form that can be compared with one on paper: it breaks between pairs alone. */
export function Fingerprint({ of: fingerprint, testId }: { readonly of: string; readonly testId?: string }) {
  const pairs = fingerprint.split(':')
  return (
    <code className="fingerprint" data-testid={testId}>
      {pairs.map((pair, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: pairs may be alike, and never move
        <Fragment key={n}>
          {pair}
          {n < pairs.length - 1 && ':'}
          <wbr />
        </Fragment>
      ))}
    </code>
  )
}
