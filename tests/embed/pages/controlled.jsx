import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import 'softlook/element/define';

/** Every change is given back to the figure, as React has it of fields. */
function Post() {
  const [settings, setSettings] = useState({ sentence: 'The cat sat', kind: 'masked', step: 'weights' });
  const [changes, setChanges] = useState(0);
  const follow = (event) => {
    setSettings(event.detail.settings);
    setChanges((count) => count + 1);
  };
  return (
    <main>
      <self-attention settings={settings} scaled={false} onsoftlook-change={follow} />
      <output>{`${changes} ${settings.sentence} ${settings.edits?.length}`}</output>
    </main>
  );
}

createRoot(document.getElementById('root')).render(<Post />);
