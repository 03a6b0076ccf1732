// The little that HTML and htmx cannot do: the dialog's opening and closing, the line that tells of a lost
// stream, the chosen rows, a refused control that says why, "/" for the search, and the question two minutes before a session ends. Every page works without it.
(() => {
  'use strict';
  const LOST_AFTER_MS = 10000;
  const byId = (id) => document.getElementById(id);
  const say = (text) => {
    const live = byId('live');
    if (live) live.textContent = text;
  };

  let opener = null;
  let lost = null;

  const closeDialog = () => {
    const dialog = byId('dialog');
    if (dialog && dialog.open) dialog.close();
  };

  document.addEventListener('close', (event) => {
    if (event.target.id !== 'dialog') return;
    event.target.replaceChildren();
    // A live event may have drawn it anew meanwhile.
    const back = opener && (opener.isConnected ? opener : byId(opener.id));
    if (back) back.focus();
    opener = null;
  }, true);

  document.addEventListener('click', (event) => {
    const refused = event.target.closest('[aria-disabled="true"]');
    if (refused) {
      event.preventDefault();
      event.stopPropagation();
      const why = byId(refused.getAttribute('aria-describedby'));
      if (why) say(why.textContent);
      return;
    }
    const dialog = byId('dialog');
    if (dialog && dialog.open && (event.target === dialog || event.target.closest('#dialog [data-close]'))) {
      event.preventDefault();
      closeDialog();
    }
  }, true);

  document.addEventListener('keydown', (event) => {
    const search = byId('q');
    const typing = event.target.closest('input, select, textarea');
    if (event.key === '/' && search && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      search.focus();
    }
    if (event.key === 'Escape') {
      const menu = event.target.closest('details.who[open]');
      if (menu) {
        menu.open = false;
        menu.querySelector('summary').focus();
      }
    }
  });

  document.addEventListener('htmx:beforeRequest', (event) => {
    if (event.detail.target.id === 'dialog') opener = event.detail.elt;
    if (event.detail.target.id === 'clients') event.detail.target.setAttribute('aria-busy', 'true');
  });

  // Chosen rows outlive paging and search for as long as the page is open: each client with what its row can do.
  // Of «all» only the list that it was said of is known; how many of those a button can act on, the server tells.
  const picked = new Map();
  let allOf = null;
  const boxes = () => [...document.querySelectorAll('#clients tbody [name=ids]')];
  const ofAll = () => byId('pick-all');
  const can = (box) => [...box.closest('tr').querySelectorAll('[data-can]')].map((control) => control.dataset.can);

  const count = () => {
    const bar = byId('bulk');
    if (!bar) return;
    const here = boxes();
    const ticked = here.filter((box) => box.checked);
    ticked.forEach((box) => picked.set(box.value, can(box)));
    const page = byId('pick-page');
    page.checked = ticked.length === here.length;
    page.indeterminate = ticked.length > 0 && !page.checked;
    bar.toggleAttribute('data-on', allOf !== null || picked.size > 0);
    const told = byId('picked');
    told.textContent = told.dataset.text.replace('{}', allOf === null ? picked.size : told.dataset.all);
    byId('elsewhere').value = [...picked.keys()].filter((id) => !byId('pick-' + id)).join('.');
    if (allOf !== null) return;
    bar.querySelectorAll('[data-count]').forEach((button) => {
      const number = [...picked.values()].filter((each) => each.includes(button.value)).length;
      button.textContent = button.dataset.count.replace('{}', number);
      button.setAttribute('aria-disabled', number === 0);
      if (number === 0) button.setAttribute('aria-describedby', 'why-none');
      else button.removeAttribute('aria-describedby');
    });
  };

  const pick = (box, on) => {
    box.checked = on;
    if (!on) picked.delete(box.value);
  };

  // A list that was searched or filtered anew is another one.
  const tick = () => {
    const all = ofAll();
    const again = all !== null && allOf === all.getAttribute('hx-get');
    if (!again) allOf = null;
    boxes().forEach((box) => pick(box, again || picked.has(box.value)));
    count();
    if (again) {
      all.checked = true;
      all.dispatchEvent(new Event('change', { bubbles: true }));
    }
  };

  document.addEventListener('change', ({ target }) => {
    const all = ofAll();
    if (target === all) {
      allOf = all.checked ? all.getAttribute('hx-get') : null;
      if (!all.checked) picked.clear();
      boxes().forEach((box) => pick(box, all.checked));
    } else if (target.id === 'pick-page') {
      boxes().forEach((box) => pick(box, target.checked));
    } else if (target.name === 'ids') {
      pick(target, target.checked);
    } else {
      return;
    }
    if (target !== all && all) {
      all.checked = false;
      allOf = null;
    }
    count();
  });

  document.addEventListener('reset', ({ target }) => {
    if (target.id !== 'bulk') return;
    picked.clear();
    allOf = null;
    setTimeout(() => {
      count();
      byId('pick-page').focus();
    });
  });

  // Only now does htmx know the new list's controls.
  document.addEventListener('htmx:afterSettle', ({ detail }) => {
    if (detail.target && detail.target.id === 'clients') tick();
  });

  document.addEventListener('htmx:oobAfterSwap', () => {
    if (picked.size > 0) count();
  });
  tick();

  // An error is shown only where the server says so: what a proxy answers must not replace a page.
  document.addEventListener('htmx:beforeSwap', (event) => {
    const { xhr } = event.detail;
    if (xhr.status >= 400 && !xhr.getResponseHeader('HX-Retarget')) event.detail.shouldSwap = false;
  });

  document.addEventListener('htmx:afterRequest', (event) => {
    if (event.detail.target.id === 'clients') event.detail.target.removeAttribute('aria-busy');
  });

  // A swap by a live event names no target.
  document.addEventListener('htmx:afterSwap', (event) => {
    const target = event.detail.target;
    if (!target) return;
    if (target.id === 'dialog' && target.firstElementChild && !target.open) target.showModal();
    const list = byId('clients');
    if (target.id === 'acts') count();
    if (target.id === 'clients' && list) say(list.dataset.said);
  });

  const tellLost = (isLost) => {
    const line = byId('stream-lost');
    if (line) line.hidden = !isLost;
  };

  document.addEventListener('htmx:sseError', () => {
    lost ??= setTimeout(() => tellLost(true), LOST_AFTER_MS);
  });

  document.addEventListener('htmx:sseOpen', () => {
    clearTimeout(lost);
    lost = null;
    tellLost(false);
  });

  // After one of a queue went well the next one opens by itself, unless the person does anything at all or has come
  // back to the page, which then must not throw them out again.
  const opening = document.querySelector('form[data-opens-in]');
  const came = performance.getEntriesByType('navigation')[0];
  if (opening && came && came.type === 'navigate') {
    const told = byId('opens');
    const timer = setTimeout(() => opening.requestSubmit(document.querySelector('[data-next]')),
      Number(opening.dataset.opensIn) * 1000);
    const wait = () => {
      clearTimeout(timer);
      told.hidden = true;
    };
    told.hidden = false;
    ['keydown', 'pointerdown', 'pagehide'].forEach((what) => addEventListener(what, wait, { once: true, capture: true }));
  }

  // The server counts; this only asks it again when the time may have come, or the page comes back to sight.
  const WARNED_S = 120;
  const session = byId('session');
  let next = null;

  const look = (kept) => fetch('/session', { headers: { Accept: 'application/json' } })
    .then((answer) => {
      if (answer.status === 401) {
        document.dispatchEvent(new Event('session-ended'));
        location.assign('/signed-out?expired');
      }
      return answer.ok ? answer.json() : { secondsLeft: WARNED_S + 60 };
    }, () => ({ secondsLeft: WARNED_S + 60 }))
    .then(({ secondsLeft }) => {
      const soon = secondsLeft <= WARNED_S;
      if (!soon && session.open) session.close();
      if (soon && !kept && !session.open) session.showModal();
      clearTimeout(next);
      next = setTimeout(look, Math.max(1, soon ? secondsLeft : secondsLeft - WARNED_S) * 1000);
    });

  const keep = () => {
    const token = session.querySelector('[name=csrf]').value;
    session.close();
    fetch('/session/keep', { method: 'POST', headers: { 'X-CSRF-Token': token, Accept: 'application/json' } })
      .finally(() => look(true));
  };

  if (session) {
    session.addEventListener('cancel', (event) => {
      event.preventDefault();
      keep();
    });
    session.querySelector('[data-keep]').addEventListener('click', keep);
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden) look();
    });
    look();
  }
})();

// What was typed outlives a session that ends meanwhile: it waits in this tab until the same person is back at the
// same page, or has sent something else.
(() => {
  'use strict';
  const KEY = 'draft';
  const person = document.querySelector('.names');
  const here = location.pathname + location.search;
  let opened = null;

  const forms = () => [...document.querySelectorAll('main form[method=post], #dialog form')];
  const fields = () => forms().flatMap((form) => [...form.elements]
    .filter((field) => field.name && field.matches('textarea, select, input:not([type=hidden])')));

  const keep = () => sessionStorage.setItem(KEY, JSON.stringify({
    whose: person.textContent,
    page: here,
    opened,
    typed: fields().map((field) => [field.name, field.value, field.checked]),
  }));

  const fill = ({ typed }) => {
    fields().forEach((field, at) => {
      const [name, value, checked] = typed[at] ?? [];
      if (name !== field.name) return;
      field.value = value;
      field.checked = checked;
    });
    const told = document.createElement('p');
    told.className = 'ds-alert';
    told.dataset.color = 'info';
    told.textContent = document.getElementById('status').dataset.kept;
    (document.querySelector('#dialog[open] form') ?? document.getElementById('status')).prepend(told);
    sessionStorage.removeItem(KEY);
  };

  const draft = JSON.parse(sessionStorage.getItem(KEY));
  if (!person) {
    if (draft) sessionStorage.setItem(KEY, JSON.stringify({ ...draft, ended: true }));
    return;
  }

  document.addEventListener('submit', ({ target }) => {
    if (target.getAttribute('action') === '/sign-out') sessionStorage.removeItem(KEY);
    else keep();
  });
  document.addEventListener('session-ended', keep);
  document.addEventListener('htmx:beforeOnLoad', ({ detail }) => {
    if (detail.xhr.status === 401) keep();
  });
  document.addEventListener('htmx:beforeRequest', ({ detail }) => {
    if (detail.target.id === 'dialog') opened = detail.elt.getAttribute('hx-get');
  });
  document.addEventListener('close', () => {
    opened = null;
  }, true);

  if (!draft) return;
  if (!draft.ended || draft.whose !== person.textContent) {
    sessionStorage.removeItem(KEY);
  } else if (draft.page === here && draft.opened) {
    const opener = document.querySelector(`[hx-get="${draft.opened}"]`);
    document.addEventListener('htmx:load', () => opener?.click(), { once: true });
    document.addEventListener('htmx:afterSettle', ({ detail }) => {
      if (detail.elt.id === 'dialog' && sessionStorage.getItem(KEY)) fill(draft);
    });
  } else if (draft.page === here) {
    fill(draft);
  }
})();
