import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import 'softlook/element/define';

function Post() {
  const [shown, setShown] = useState(true);
  const [sentence, setSentence] = useState('The cat sat');
  const [seen, setSeen] = useState('nothing yet');
  return (
    <main>
      <button type="button" id="toggle" onClick={() => setShown(!shown)}>
        Show or hide
      </button>
      <button type="button" id="other" onClick={() => setSentence('Another one')}>
        Another sentence
      </button>
      {shown && (
        // React 19 hears the events of custom elements by their names.
        <self-attention
          sentence={sentence}
          mask="causal"
          scaled={false}
          headWidth={2}
          step="weights"
          focus={1}
          settings={{ digits: 3 }}
          onsoftlook-step={(event) => setSeen(event.detail.step)}
        />
      )}
      <output>{seen}</output>
    </main>
  );
}

createRoot(document.getElementById('root')).render(<Post />);
