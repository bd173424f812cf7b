/**
 * Ways by which a page may reach out, each run inside the page alone. None waits for an answer: none comes. Names end in
 * `.example`, which nobody has; addresses lie behind the interface that is counted.
 */
export const attempts: Readonly<Record<string, () => unknown>> = {
  fetch: () => void fetch('http://10.99.0.7/').catch(() => {}),
  'fetch of a name': () => void fetch('http://a.example/', { mode: 'no-cors' }).catch(() => {}),
  xhr: () => {
    const request = new XMLHttpRequest()
    request.open('GET', 'http://b.example/')
    request.send()
  },
  websocket: () => void new WebSocket('ws://c.example/'),
  'event source': () => void new EventSource('http://d.example/'),
  beacon: () => navigator.sendBeacon('http://e.example/', 'told'),
  image: () => {
    new Image().src = 'http://f.example/a.png'
  },
  links: () => {
    for (const rel of [
      'prefetch',
      'dns-prefetch',
      'preconnect',
      'preload',
      'modulepreload',
      'stylesheet',
      'icon',
      'manifest',
    ])
      document.head.append(
        Object.assign(document.createElement('link'), { rel, href: `http://g-${rel}.example/` }),
      )
  },
  speculation: () => {
    const text = JSON.stringify({ prefetch: [{ source: 'list', urls: ['http://h.example/'] }] })
    document.head.append(Object.assign(document.createElement('script'), { type: 'speculationrules', text }))
  },
  style: () => {
    const textContent =
      'body{background:url(http://i.example/a)} @import url(http://j.example/); @font-face{font-family:x;src:url(http://k.example/f)} body{font-family:x}'
    document.head.append(Object.assign(document.createElement('style'), { textContent }))
  },
  form: () => {
    const form = Object.assign(document.createElement('form'), {
      action: 'http://l.example/',
      method: 'post',
      target: '_blank',
    })
    document.body.append(form)
    form.submit()
  },
  frame: () =>
    document.body.append(Object.assign(document.createElement('iframe'), { src: 'http://m.example/' })),
  media: () => void new Audio('http://n.example/a.mp3').load(),
  object: () =>
    document.body.append(Object.assign(document.createElement('object'), { data: 'http://o.example/' })),
  script: () =>
    document.head.append(Object.assign(document.createElement('script'), { src: 'http://p.example/a.js' })),
  worker: () => void new Worker('http://q.example/w.js'),
  'service worker': () => void navigator.serviceWorker.register('http://r.example/s.js').catch(() => {}),
  ping: () => {
    const link = Object.assign(document.createElement('a'), { href: '#', ping: 'http://s.example/' })
    document.body.append(link)
    link.click()
  },
  transport: () => void new WebTransport('https://10.99.0.7:4433/').ready.catch(() => {}),
  'stun by address': async () => {
    const peer = new RTCPeerConnection({ iceServers: [{ urls: 'stun:10.99.0.7:3478' }] })
    peer.createDataChannel('told')
    await peer.setLocalDescription(await peer.createOffer())
  },
  'stun by name': async () => {
    const peer = new RTCPeerConnection({ iceServers: [{ urls: 'stun:t.example:3478' }] })
    peer.createDataChannel('told')
    await peer.setLocalDescription(await peer.createOffer())
  },
  'turn over tcp': async () => {
    const server = { urls: 'turn:10.99.0.7:3478?transport=tcp', username: 'told', credential: 'told' }
    const peer = new RTCPeerConnection({ iceServers: [server] })
    peer.createDataChannel('told')
    await peer.setLocalDescription(await peer.createOffer())
  },
  'window of another site': () => void window.open('http://u.example/'),
}

/** The same with the constructor of an empty frame, which has all that a window has. */
export const withinFrame: Readonly<Record<string, () => unknown>> = {
  'stun within a frame': async () => {
    const frame = document.createElement('iframe')
    document.body.append(frame)
    const { RTCPeerConnection: Peer } = frame.contentWindow as unknown as typeof globalThis
    const peer = new Peer({ iceServers: [{ urls: 'stun:10.99.0.7:3478' }] })
    peer.createDataChannel('told')
    await peer.setLocalDescription(await peer.createOffer())
  },
  'turn within a frame': async () => {
    const frame = document.createElement('iframe')
    document.body.append(frame)
    const { RTCPeerConnection: Peer } = frame.contentWindow as unknown as typeof globalThis
    const server = { urls: 'turn:10.99.0.7:3478?transport=tcp', username: 'told', credential: 'told' }
    const peer = new Peer({ iceServers: [server] })
    peer.createDataChannel('told')
    await peer.setLocalDescription(await peer.createOffer())
  },
}
