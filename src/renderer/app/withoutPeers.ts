/**
 * Takes from the page what would connect it to other machines past its policy: of WebRTC none of the policy's words is
 * known to browsers, and gathering addresses alone sends packets. Loaded before everything else of the app.
 */
for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection']) Reflect.deleteProperty(window, name)
