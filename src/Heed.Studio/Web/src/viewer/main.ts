/** A view of the studio in a page that stands alone: its numbers are in the page, nothing is asked of anybody. */
import { mount } from 'svelte';
import '../styles/parts.css';
import Viewer from './Viewer.svelte';

const data = JSON.parse(document.getElementById('heed-data')!.textContent!);
mount(Viewer, { target: document.getElementById('heed-view')!, props: { data, still: document.getElementById('heed-still')! } });
