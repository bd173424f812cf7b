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

/** A sentence, with the fingerprints in it as such. */
export function WithFingerprints({ text }: { readonly text: string }) {
  return text
    .split(/((?:[0-9A-F]{2}:){31}[0-9A-F]{2})/)
    .map((part, n) => (n % 2 === 1 ? <Fingerprint key={part} of={part} /> : part))
}
