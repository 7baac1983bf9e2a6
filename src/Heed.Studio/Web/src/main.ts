import { mount } from 'svelte';
import App from './App.svelte';
import { openLink } from './lib/link.svelte';
import { openTheme } from './lib/theme.svelte';
import './styles/studio.css';

openTheme();
await openLink();
mount(App, { target: document.getElementById('app')! });
