"""Which drawings of the icon packs show which concept of ``ICON_WORDS``.

Names are those of the packs without words of style ("outline", "fill", "circle", "24"; see ``packs.plain``).
``pack:name`` holds for one pack only; ``-pack:name`` takes one out where the same name shows something else.
"""

from __future__ import annotations

_TABLE = """
search: search magnify magnifying-glass magnifier magnifying-glass-tilted-left magnifying-glass-tilted-right
zoom-in: zoom-in magnify-plus magnifying-glass-plus search-plus magnify-add
zoom-out: zoom-out magnify-minus magnifying-glass-minus search-minus
settings: settings setting cog gear cogwheel cog-tooth cog-cog -lucide:settings-2
sliders: sliders sliders-horizontal sliders-vertical sliders-h sliders-v adjustments adjustments-horizontal tune
  tune-vertical options settings-adjust lucide:settings-2 fluent:options slider-horizontal-three
filter: filter funnel filter-alt filter-variant filter-list filter-simple funnel-simple filter-horizontal
sort: sort arrows-sort arrow-up-down sort-ascending sort-descending swap-vertical sort-down sort-up arrow-sort
  sort-amount-down sort-amount-up bars-arrow-down bars-arrow-up arrows-up-down arrows-down-up
menu: menu hamburger-menu bars menu-hamburger three-bars bi:list ph:list hamburger-button navigation-menu
  reorder-three ic:dehaze fluent-mdl2:global-nav-button -heroicons:bars-2
more: more ellipsis dots dots-horizontal more-horizontal ellipsis-horizontal three-dots dots-three more-horiz
  overflow-menu-horizontal ellipsis-h kebab-horizontal more-h ellipses ellipsis-dots-h dots-horizontal-triple
  -ant-design:more -uil:ellipsis-v
more-vertical: dots-vertical more-vertical ellipsis-vertical three-dots-vertical dots-three-vertical more-vert
  overflow-menu-vertical ellipsis-v ant-design:more more-v ellipsis-dots-v
grid: grid apps grid-view view-grid squares-four layout-grid grid-dots grid-3x3 grid-nine dots-nine app-grid
  view-module grid-four nine-dots
list: list list-ul view-list format-list-bulleted list-bullet unordered-list list-unordered text-bullet-list
  format-list-bulleted-square list-bulleted -bi:list -ph:list
list-numbered: list-ol ordered-list list-numbered list-ordered format-list-numbered list-numbers text-number-list
  list-number
checklist: list-check checklist list-checks task-list list-todo tasks ballot format-list-checks list-task
table: table table-large table-cells
sidebar: sidebar layout-sidebar panel-left view-sidebar sidebar-simple layout-sidebar-left panel-left-open dock-left
close: close x cross x-mark times clear dismiss x-lg ic:cancel multiply material-symbols:cancel cross-mark xmark
  fluent-mdl2:cancel close-large oi:circle-x close-thick -carbon:multiply -mdi:multiply
ban: ban ic:block material-symbols:block prohibit circle-slash mdi:cancel no-entry forbidden no-symbol prohibition
  not-allowed
check: check checkmark tick done check-lg check-bold check-thick check-mark check-mark-button check-fat
  fluent-mdl2:accept
plus: plus add plus-lg add-large plus-thick plus-bold
minus: minus remove subtract minus-thick subtract-large dash-lg
home: home house home-simple
arrow-left: arrow-left arrow-back back-arrow arrow-narrow-left arrow-long-left left-arrow west
arrow-right: arrow-right arrow-forward arrow-narrow-right arrow-long-right right-arrow east
arrow-up: arrow-up arrow-upward arrow-narrow-up arrow-long-up up-arrow north
arrow-down: arrow-down arrow-downward arrow-narrow-down arrow-long-down down-arrow south
chevron-left: chevron-left angle-left navigate-before arrow-ios-back caret-left nav-arrow-left arrow-back-ios
  arrow-left-s keyboard-arrow-left menu-left cheveron-left arrow-back-ios-new previous triangle-left -ooui:previous
  -ion:caret-back
chevron-right: chevron-right angle-right navigate-next arrow-ios-forward nav-arrow-right arrow-forward-ios
  keyboard-arrow-right cheveron-right -ooui:next
chevron-up: chevron-up angle-up expand-less arrow-ios-upward nav-arrow-up keyboard-arrow-up caret-up menu-up
  cheveron-up triangle-up arrow-drop-up collapse-up
chevron-down: chevron-down angle-down expand-more arrow-ios-downward nav-arrow-down keyboard-arrow-down caret-down
  menu-down cheveron-down triangle-down arrow-drop-down
chevrons-left: chevron-double-left chevrons-left double-left angle-double-left d-arrow-left caret-double-left
  keyboard-double-arrow-left double-chevron-left
chevrons-right: chevron-double-right chevrons-right double-right angle-double-right d-arrow-right caret-double-right
  keyboard-double-arrow-right double-chevron-right
undo: undo undo-variant arrow-uturn-left arrow-u-up-left arrow-undo action-undo arrow-back-up corner-up-left
  arrow-hook-up-left undo-left arrow-hook-left corner-up-left-double
redo: redo redo-variant arrow-uturn-right arrow-u-up-right arrow-redo action-redo arrow-forward-up corner-up-right
  arrow-hook-up-right arrow-hook-right
reply: reply mail-reply arrow-reply
refresh: refresh reload sync arrow-clockwise arrows-clockwise refresh-cw rotate-cw autorenew cached arrow-path
  arrows-rotate loop-circular refresh-double renew arrow-sync arrow-repeat rotate-right
  counterclockwise-arrows-button
rotate-left: rotate-left rotate-ccw arrow-counterclockwise arrow-counter-clockwise restart-alt restart reset
  rotate-counterclockwise replay
history: history clock-counter-clockwise clock-history clock-rotate-left time-past
clock: clock time schedule access-time time-five query-builder clock-time-three clock-time-four clock-hour
timer: timer stopwatch
alarm: alarm alarm-clock access-alarm
hourglass: hourglass hourglass-empty hourglass-high hourglass-half hourglass-done sand-clock
calendar: calendar event calendar-blank calendar-month calendar-day date-range calendar-today calendar-event
  calendar-days tear-off-calendar calendar-date calendar-number spiral-calendar
bell: bell notifications notification bell-simple
bell-off: bell-off bell-slash notifications-off notification-off alert-off bell-simple-slash bell-with-slash
mail: mail envelope email envelope-closed markunread envelope-simple
inbox: inbox inbox-in tray
send: send paper-plane paper-airplane paper-plane-tilt send-horizontal -mingcute:send-plane
chat: chat comment message chat-bubble message-square message-circle chat-dots comments bubble speech-bubble
  chat-bubble-left chat-left chat-right chat-square comment-dots message-dots chat-round chat-text speech-balloon
  chat-bubble-oval-left message-text message-rounded chatbubble chatbox chatbubble-ellipses chat-centered
  chat-teardrop
phone: phone call telephone phone-call telephone-receiver
phone-off: phone-off call-end hang-up phone-hangup phone-disconnect phone-slash phone-down
video: video videocam video-camera camera-video
video-off: video-off videocam-off video-camera-slash video-slash camera-video-off video-camera-off
camera: camera camera-alt photo-camera camera-photo camera-enhance local-see
microphone: mic microphone microphone-alt keyboard-voice studio-microphone
mic-off: mic-off microphone-off microphone-slash mic-mute mic-slash
volume: volume volume-up volume-high speaker-wave speaker-high sound volume-max sound-high volume-loud
  speaker-wave-3 speaker-high-volume
volume-off: volume-off volume-mute mute volume-x speaker-slash speaker-x volume-cross volume-slash sound-off
  speaker-mute volume-xmark muted-speaker speaker-off
headphones: headphones headset headphone headphones-simple customer-service support-agent
music: music music-note musical-note musical-notes music-notes
play: play play-arrow controls-play media-play
pause: pause controls-pause
stop: stop media-stop
skip-forward: skip-forward skip-next step-forward skip-end play-skip-forward play-track-next next-track
skip-back: skip-back skip-previous step-backward skip-start play-skip-back play-track-prev previous-track
fast-forward: fast-forward play-forward player-track-next
rewind: rewind fast-rewind play-back player-track-prev fast-backward
shuffle: shuffle arrows-shuffle shuffle-variant
repeat: repeat arrow-repeat-all repeat-all
fullscreen: fullscreen maximize arrows-out arrow-expand full-screen arrow-maximize arrows-maximize arrows-expand
  corners-out arrows-pointing-out arrows-angle-expand -fluent-mdl2:maximize
fullscreen-exit: fullscreen-exit arrows-in arrow-collapse arrow-minimize arrows-minimize corners-in compress
  contract arrows-pointing-in arrows-angle-contract lucide:minimize feather:minimize lucide:minimize-2
  feather:minimize-2
external-link: external-link open-in-new launch box-arrow-up-right arrow-top-right-on-square arrow-square-out
  open-external link-external square-arrow-out-up-right external-link-alt arrow-up-right-from-square open-in-window
link: link link-45deg chain insert-link links link-chain link-simple linked
unlink: unlink link-off link-break link-slash broken-link link-broken unlinked link-dismiss
share: share share-nodes share-network share-social share-variant share-alt share-android share-apple
  share-from-square ios-share f7:square-arrow-up mdi:export-variant bi:box-arrow-up
upload: upload arrow-up-tray tray-arrow-up cloud-arrow-up-not upload-simple up-to-line arrow-upload
download: download arrow-down-tray tray-arrow-down download-simple down-to-line arrow-download
cloud: cloud
cloud-upload: cloud-upload cloud-arrow-up upload-cloud
cloud-download: cloud-download cloud-arrow-down download-cloud
save: save floppy floppy-disk diskette content-save device-floppy floppy-disk-back
print: print printer
copy: copy content-copy duplicate square-stack copy-alt copy-simple documents multiple-documents
paste: clipboard paste content-paste clipboard-text clipboard-paste clipboard-document clipboard-list
cut: cut scissors content-cut
attach: paperclip attachment attach-file attach
edit: edit pencil pen edit-pencil square-pen pencil-square note-pencil create mode-edit pencil-simple edit-note
  square-edit note-edit
trash: trash delete bin trash-can trash-bin delete-bin garbage wastebasket -lucide:delete -feather:delete
  -uil:delete -eva:backspace -mingcute:delete-back -pixelarticons:delete
backspace: backspace lucide:delete feather:delete delete-left delete-back
eraser: eraser ink-eraser
heart: heart favorite red-heart -carbon:favorite -ooui:favorite
star: star grade
bookmark: bookmark bookmark-simple ribbon-bookmark
thumbs-up: thumbs-up thumb-up hand-thumbs-up hand-thumb-up ant-design:like
thumbs-down: thumbs-down thumb-down hand-thumbs-down hand-thumb-down ant-design:dislike
flag: flag triangular-flag
tag: tag label price-tag local-offer sell pricetag
pin: pin pushpin thumbtack push-pin pin-angle keep -eva:pin -jam:pin -tdesign:pin -qlementine-icons:pin -feather:pin
map-pin: map-pin location map-marker place location-on geo-alt location-pin marker pin-drop environment room
  round-pushpin map-marker-alt -octicon:location -ooui:map-pin
map: map map-trifold world-map folded-map
compass: compass
navigation: navigation location-arrow -ep:navigation near-me
crosshair: crosshair target crosshairs bullseye gps-fixed my-location focus-target current-location crosshairs-gps
globe: globe world earth public globe-alt globe-americas globe-simple globe-with-meridians www
translate: translate language-translate g-translate
user: user person account profile avatar contact user-alt person-simple bust-in-silhouette account-circle
users: users people group team user-group account-multiple users-alt busts-in-silhouette person-2 account-group
  people-group users-three peoples users-group friends -tabler:group -mdi:group -bi:group -iconoir:group
  -lucide:group -material-symbols:team -zondicons:group -jam:group
user-plus: user-plus user-add person-add account-plus person-plus
login: log-in login sign-in box-arrow-in-right arrow-right-to-bracket
logout: log-out logout sign-out box-arrow-right arrow-right-start-on-rectangle sign-out-alt arrow-right-on-rectangle
lock: lock lock-closed locked lock-simple lock-alt locker
unlock: unlock lock-open unlocked lock-simple-open -mdi:lock-open-check
key: key
shield: shield security shield-outline
fingerprint: fingerprint
eye: eye visibility view eye-open -ant-design:view -uil:view
eye-off: eye-off visibility-off eye-slash view-off eye-closed-not eye-invisible eye-hidden hide -vaadin:hide
  -ion:hide
help: help question question-mark unknown -fluent-mdl2:unknown help-question
info: info information
warning: warning alert-triangle exclamation-triangle triangle-alert report-problem triangle-exclamation
  warning-triangle alert-outline-triangle warning-alt
alert: alert-circle exclamation-circle circle-alert ic:error material-symbols:error exclamation-mark
  circle-exclamation ion:alert-circle error-outline warning-circle -clarity:error-standard
lightbulb: lightbulb bulb light-bulb tips-and-updates idea
cart: shopping-cart cart
basket: basket shopping-basket shopping-basket-alt
bag: shopping-bag bag-shopping handbag shopping-bags local-mall
credit-card: credit-card card payment payments-card
wallet: wallet account-balance-wallet
dollar: dollar currency-dollar attach-money monetization-on currency-usd dollar-coin dollar-sign paid
gift: gift present card-giftcard redeem wrapped-gift gift-card
receipt: receipt receipt-long
package: package box cube archive-box-not inventory-2 box-seam
truck: truck local-shipping delivery delivery-truck car-truck
store: store shop storefront building-storefront
building: building apartment business office office-building building-office domain city-building buildings company
bank: bank account-balance building-columns building-library
briefcase: briefcase work suitcase business-center
folder: folder file-directory file-folder
folder-open: folder-open open-file-folder
folder-plus: folder-plus folder-add create-new-folder new-folder folder-new
file: file document file-text paper page insert-drive-file description file-lines file-blank note-text
  page-facing-up doc-text doc file-alt file-document
file-plus: file-plus file-add note-add document-add file-new document-plus post-add new-file
image: image picture photo insert-photo landscape photograph framed-picture
film: film movie filmstrip film-strip film-frames
book: book
book-open: book-open menu-book open-book
newspaper: newspaper news
archive: archive archive-box
database: database
server: server dns hdd-rack server-stack hard-drives
code: code code-slash code-tags code-simple
terminal: terminal console command-line terminal-window
bug: bug bug-report
bar-chart: bar-chart chart-bar bar-graph poll chart-column graph-bar chart-bar-vertical bar_chart
line-chart: chart-line trending-up line-chart show-chart graph-up chart-increasing
pie-chart: pie-chart chart-pie chart-donut
gauge: gauge speedometer tachometer dashboard-speed meter speed
layers: layers stack layer-group
sun: sun brightness sunny light-mode brightness-high day wb-sunny brightness-5 brightness-7
moon: moon dark-mode crescent-moon night bedtime moon-stars
wifi: wifi wi-fi network-wireless
wifi-off: wifi-off wifi-slash
bluetooth: bluetooth
battery: battery battery-full battery-half battery-medium battery-50
power: power power-off shutdown power-settings-new
monitor: monitor desktop display computer desktop-mac desktop-computer
laptop: laptop laptop-mac
smartphone: smartphone mobile device-mobile cellphone phone-portrait mobile-phone device-phone-mobile phone-iphone
  device-mobile-phone
tablet: tablet device-tablet tablet-mac tablet-portrait
keyboard: keyboard
mouse: mouse computer-mouse -noto:mouse
gamepad: gamepad controller game-controller video-game sports-esports device-gamepad
cpu: cpu chip processor memory-chip microchip cpu-chip
crop: crop crop-alt
brush: brush paint-brush paintbrush
palette: palette color-palette artist-palette
eyedropper: eyedropper color-picker colorize pipette eye-dropper dropper
paint-bucket: paint-bucket format-color-fill color-fill bucket paint-fill
magic-wand: magic-wand wand magic auto-fix magic-stick
sparkles: sparkles auto-awesome sparkle stars-2 ai-sparkles sparkling
bold: bold format-bold text-bold type-bold text-b
italic: italic format-italic text-italic type-italic
underline: underline format-underlined format-underline text-underline type-underline
strikethrough: strikethrough format-strikethrough text-strikethrough type-strikethrough strikethrough-s
text: title text-t typography letter-t
align-left: align-left format-align-left text-align-left text-left align-text-left editor-align-left
align-center: align-center format-align-center text-align-center text-center align-text-center
align-right: align-right format-align-right text-align-right text-right align-text-right
align-justify: align-justify format-align-justify text-align-justify justify text-justify
quote: quote format-quote quotes quote-left blockquote quotation
hash: hash hashtag number-sign
at: at at-sign alternate-email at-symbol
rocket: rocket rocket-launch
fire: fire flame local-fire-department whatshot
bolt: bolt lightning flash zap high-voltage lightning-bolt flash-on
trophy: trophy emoji-events
crown: crown
car: car directions-car automobile car-simple
airplane: airplane plane flight airplanemode-active
train: train subway directions-subway directions-railway
bus: bus directions-bus
bicycle: bicycle bike directions-bike
bed: bed hotel single-bed
coffee: coffee local-cafe cup-hot hot-beverage
restaurant: restaurant utensils local-dining silverware-fork-knife fork-knife fork-and-knife tools-kitchen
smile: smile smiley emoji face-smile mood insert-emoticon emoji-smile emoticon-happy mood-smile happy smiling-face
megaphone: megaphone campaign bullhorn speakerphone
robot: robot smart-toy
puzzle: puzzle extension plugin puzzle-piece
wrench: wrench build tool spanner -ooui:wrench
calculator: calculator calculate
qr-code: qr-code qrcode
barcode: barcode
scan: scan qr-code-scanner scan-frame viewfinder
rss: rss rss-feed
cast: cast screencast chromecast
git-branch: git-branch code-branch source-branch
move: move arrows-move open-with arrow-all arrows-out-cardinal arrow-move drag-move -ooui:move
drag: drag-handle drag-indicator drag-vertical dots-six-vertical grip-vertical grip draggable grip-dots-vertical
  grip-horizontal drag-handle-dots re-order-dots-vertical
cursor: cursor mouse-pointer arrow-pointer cursor-default cursor-arrow pointer
percent: percent percentage
accessibility: accessibility universal-access accessibility-new
"""


def _parse(table: str) -> dict[str, tuple[str, ...]]:
    entries = table.strip().replace("\n  ", " ").splitlines()
    return {name: tuple(drawings.split()) for name, _, drawings in (entry.partition(": ") for entry in entries)}


DRAWINGS = _parse(_TABLE)

GLYPHS = {
    "close": "×✕✖✗╳⨯❌", "check": "✓✔", "plus": "+＋➕", "minus": "−➖", "help": "?？", "alert": "!！❗",
    "more": "…⋯•••", "more-vertical": "⋮︙", "menu": "☰≡", "star": "★☆", "heart": "♥♡❤", "settings": "⚙",
    "arrow-left": "←⬅", "arrow-right": "→➔", "arrow-up": "↑⬆", "arrow-down": "↓⬇",
    "chevron-left": "‹<〈◀◂", "chevron-right": "›>〉", "chevron-up": "▲▴⌃", "chevron-down": "▼▾⌄",
    "chevrons-left": "«", "chevrons-right": "»", "undo": "↶↩", "redo": "↷↪", "refresh": "↻⟳", "rotate-left": "↺⟲",
    "edit": "✎✏", "mail": "✉", "phone": "☎✆", "home": "⌂", "play": "▶►", "stop": "■◼", "pause": "⏸", "music": "♪♫",
    "sun": "☀☼", "moon": "☾☽", "cut": "✂", "warning": "⚠", "bolt": "⚡", "flag": "⚑⚐", "cloud": "☁", "search": "⌕",
    "hash": "#", "at": "@", "percent": "%", "trash": "🗑", "bell": "🔔", "lock": "🔒",
    "info": "ℹ", "bank": "🏛",
}  # fmt: skip
"""Characters that interfaces use as icons."""
