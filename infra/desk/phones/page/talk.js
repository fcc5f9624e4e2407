// Talk between phones in different tabs, from browser to browser. The desk only passes on what the two say to find each other.

export class Talks {
  constructor(connection, microphone, onChange) {
    this.connection = connection;
    this.microphone = microphone;
    this.onChange = onChange;
    this.open = new Map(); // by phone and leg
  }

  // follow begins and ends talks as the phones of this tab do.
  follow(phones) {
    const wanted = new Set();
    for (const phone of phones) {
      if (phone.holder !== "you") continue;
      for (const peer of phone.talks) {
        if (!peer.held || peer.here) continue;
        const key = `${phone.id} ${peer.leg}`;
        wanted.add(key);
        if (peer.offers && !this.open.has(key)) this.begin(key, phone.id, peer.leg).catch((error) => this.failed(key, error));
      }
    }
    for (const [key, talk] of this.open) {
      if (wanted.has(key) || (talk.early && Date.now() - talk.early < 3000)) continue;
      talk.peer.close();
      talk.player.srcObject = null;
      this.open.delete(key);
    }
  }

  // state of a talk, for the visitor: "", connecting, connected, failed.
  state(phone, leg) {
    return this.open.get(`${phone} ${leg}`)?.state ?? "";
  }

  create(key, phone, leg) {
    if (!globalThis.RTCPeerConnection) throw new Error("no WebRTC");
    const talk = { peer: new RTCPeerConnection(), player: new Audio(), state: "connecting", waiting: [] };
    const { peer } = talk;
    peer.onicecandidate = ({ candidate }) => candidate && this.connection.do("signal", { phone, to: leg, body: { candidate: candidate.toJSON() } });
    peer.ontrack = ({ track }) => {
      talk.player.srcObject = new MediaStream([track]);
      talk.player.play().catch(() => {});
    };
    peer.onconnectionstatechange = () => {
      const { connectionState } = peer;
      talk.state = connectionState === "connected" ? "connected" : ["failed", "disconnected"].includes(connectionState) ? "failed" : "connecting";
      this.onChange();
    };
    this.open.set(key, talk);
    return talk;
  }

  async begin(key, phone, leg) {
    const talk = this.create(key, phone, leg);
    talk.sender = talk.peer.addTransceiver("audio", { direction: "sendrecv" }).sender;
    await talk.sender.replaceTrack(this.microphone.track);
    await talk.peer.setLocalDescription();
    this.connection.do("signal", { phone, to: leg, body: { description: talk.peer.localDescription.toJSON() } });
  }

  // hears takes what the other side said.
  async hears({ phone, from, body }) {
    const key = `${phone} ${from}`;
    try {
      const talk = this.open.get(key) ?? this.create(key, phone, from);
      if (body?.description) {
        talk.early = Date.now(); // the desk's word that they talk may come later
        await talk.peer.setRemoteDescription(body.description);
        if (body.description.type === "offer") {
          const [transceiver] = talk.peer.getTransceivers();
          transceiver.direction = "sendrecv";
          talk.sender = transceiver.sender;
          await talk.sender.replaceTrack(this.microphone.track);
          await talk.peer.setLocalDescription();
          this.connection.do("signal", { phone, to: from, body: { description: talk.peer.localDescription.toJSON() } });
        }
        for (const candidate of talk.waiting.splice(0)) await talk.peer.addIceCandidate(candidate);
      } else if (body?.candidate) {
        if (talk.peer.remoteDescription) await talk.peer.addIceCandidate(body.candidate);
        else talk.waiting.push(body.candidate);
      }
    } catch (error) {
      this.failed(key, error);
    }
  }

  // microphoneChanged puts the microphone into talks that go on.
  microphoneChanged() {
    for (const talk of this.open.values()) talk.sender?.replaceTrack(this.microphone.track).catch(() => {});
  }

  failed(key, error) {
    const talk = this.open.get(key) ?? { peer: { close() {} }, player: {}, waiting: [] };
    talk.state = "failed";
    talk.why = error.message;
    this.open.set(key, talk);
    this.onChange();
  }
}
