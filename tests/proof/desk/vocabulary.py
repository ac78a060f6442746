"""The words that generated windows are made of."""

from __future__ import annotations

MENUS: dict[str, tuple[tuple[str, str], ...]] = {
    "File": (
        ("New", "<Primary>n"), ("New Window", "<Primary><Shift>n"), ("Open…", "<Primary>o"), ("Open Recent", ""),
        ("Save", "<Primary>s"), ("Save As…", "<Primary><Shift>s"), ("Print…", "<Primary>p"), ("Page Setup", ""),
        ("Export as PDF…", ""), ("Close", "<Primary>w"), ("Quit", "<Primary>q"),
    ),
    "Edit": (
        ("Undo", "<Primary>z"), ("Redo", "<Primary><Shift>z"), ("Cut", "<Primary>x"), ("Copy", "<Primary>c"),
        ("Paste", "<Primary>v"), ("Delete", ""), ("Select All", "<Primary>a"), ("Find…", "<Primary>f"),
        ("Preferences", ""),
    ),
    "View": (
        ("Toolbar", ""), ("Status Bar", ""), ("Side Pane", ""), ("Line Numbers", ""), ("Full Screen", "F11"),
        ("Zoom In", ""), ("Zoom Out", ""), ("Colour Scheme", ""), ("Word Wrap", ""),
    ),
    "Insert": (("Image…", ""), ("Table", ""), ("Hyperlink", ""), ("Comment", ""), ("Special Character…", "")),
    "Format": (("Bold", ""), ("Italic", ""), ("Paragraph…", ""), ("Bullets", ""), ("Columns…", "")),
    "Search": (("Find Next", ""), ("Find Previous", ""), ("Replace…", ""), ("Go to Line…", "")),
    "Tools": (("Spelling…", "F7"), ("Word Count", ""), ("Macros", ""), ("Extensions", ""), ("Options…", "")),
    "Window": (("New Tab", ""), ("Next Tab", ""), ("Minimise", ""), ("Always on Top", "")),
    "Go": (("Back", ""), ("Forward", ""), ("Parent Folder", ""), ("Home", ""), ("Trash", "")),
    "Bookmarks": (("Add Bookmark", ""), ("Edit Bookmarks…", ""), ("Work", ""), ("Music", "")),
    "Help": (("Contents", "F1"), ("Keyboard Shortcuts", ""), ("Report a Problem", ""), ("About", "")),
}  # fmt: skip
CHECKABLE = {"Toolbar", "Status Bar", "Side Pane", "Line Numbers", "Word Wrap", "Always on Top", "Bold", "Italic"}
TOOLS = {
    "document-new": "New", "document-open": "Open", "document-save": "Save", "document-save-as": "Save As",
    "document-print": "Print", "document-properties": "Properties", "edit-undo": "Undo", "edit-redo": "Redo",
    "edit-cut": "Cut", "edit-copy": "Copy", "edit-paste": "Paste", "edit-delete": "Delete", "edit-find": "Find",
    "edit-find-replace": "Find and Replace", "edit-select-all": "Select All", "format-text-bold": "Bold",
    "format-text-italic": "Italic", "format-text-underline": "Underline", "format-justify-left": "Align Left",
    "format-justify-center": "Centre", "format-justify-right": "Align Right", "format-indent-more": "Increase Indent",
    "go-previous": "Back", "go-next": "Forward", "go-up": "Up", "go-home": "Home", "view-refresh": "Reload",
    "folder-new": "New Folder", "list-add": "Add", "list-remove": "Remove", "process-stop": "Stop",
    "view-fullscreen": "Full Screen", "media-playback-start": "Play", "media-playback-pause": "Pause",
    "media-skip-forward": "Next Track", "mail-forward": "Forward Message", "mail-reply-sender": "Reply",
    "mail-message-new": "New Message", "bookmark-new": "Add Bookmark", "tab-new": "New Tab",
}  # fmt: skip
"""Names of icons that icon themes share, with what a toolbar calls them."""
LABELS = (
    "Name", "Email", "Host", "Port", "User name", "Folder", "Title", "Author", "Subject", "Keywords", "Company",
    "Street", "City", "Postcode", "Description", "Location", "File name", "Server", "Domain", "Nickname", "Signature",
)  # fmt: skip
NUMBERS = (
    "Font size", "Tab width", "Width", "Height", "Copies", "Margin", "Timeout", "Quantity", "Port number", "Rows",
    "Columns", "Indent", "Undo steps", "Opacity",
)  # fmt: skip
CHOICES: dict[str, tuple[str, ...]] = {
    "Language": ("English", "German", "Portuguese"), "Encoding": ("UTF-8", "Latin-1", "UTF-16"),
    "Theme": ("Default", "Ocean", "Solar"), "Font": ("Sans", "Serif", "Monospace"), "Paper": ("A4", "Letter", "A5"),
    "Country": ("Norway", "Kenya", "Japan"), "Sort by": ("Date", "Size", "Type"), "Quality": ("High", "Medium", "Low"),
    "Unit": ("Millimetre", "Inch", "Point"), "Priority": ("Normal", "Urgent", "Low"),
}  # fmt: skip
SLIDERS = ("Volume", "Brightness", "Speed", "Balance", "Sensitivity", "Compression")
BOXES = (
    "Show line numbers", "Wrap long lines", "Highlight current line", "Enable spell checking", "Make backup copies",
    "Start in full screen", "Remember window size", "Show hidden files", "Confirm before deleting", "Use system font",
    "Play a sound", "Check for updates", "Show tooltips", "Open links in new tabs", "Match case", "Whole words only",
    "Auto save", "Keep above other windows", "Send usage data", "Sort folders first",
)  # fmt: skip
GROUPS: dict[str, tuple[str, ...]] = {
    "Alignment": ("Left", "Centred", "Right", "Justified"), "Orientation": ("Portrait", "Landscape"),
    "Line ending": ("Unix", "Windows", "Classic Mac"), "Range": ("All pages", "Current page", "Selection"),
    "Icon size": ("Small", "Medium", "Large"), "Proxy": ("No proxy", "Automatic", "Manual"),
    "Double click": ("Opens a file", "Selects a file"), "Format": ("Plain text", "Rich text", "Markdown"),
}  # fmt: skip
TABS = (
    "General", "Appearance", "Editor", "Network", "Advanced", "Privacy", "Plugins", "Fonts", "Colours", "Shortcuts",
    "Printing", "Layout", "Backup", "Accounts", "Display",
)  # fmt: skip
BUTTONS = ("OK", "Cancel", "Apply", "Help", "Close", "Reset", "Save", "Discard", "Restore Defaults", "Browse…")
ASKED = (
    ("Save the changes before closing?", "If you do not save, your changes will be lost.", "dialog-warning",
     ("Discard", "Cancel", "Save")),
    ("Delete 3 files for good?", "This cannot be undone.", "dialog-question", ("Cancel", "Delete")),
    ("The file already exists.", "Replacing it will overwrite its contents.", "dialog-warning",
     ("Rename", "Cancel", "Replace")),
    ("The connection was lost.", "The server does not answer.", "dialog-error", ("Details", "Close", "Try Again")),
    ("An update is ready.", "It will be installed when you restart.", "dialog-information",
     ("Later", "Restart Now")),
)  # fmt: skip
FOLDERS: dict[str, tuple[str, ...]] = {
    "Documents": ("Letters", "Invoices", "Contracts"), "Pictures": ("Holidays", "Screenshots", "Family"),
    "Music": ("Jazz", "Classical", "Podcasts"), "Projects": ("Garden", "Website", "Bridge"),
    "Inbox": ("Urgent", "Receipts", "Travel"), "Archive": ("2023", "2024", "2025"),
    "Devices": ("Printers", "Scanners", "Disks"), "Library": ("Novels", "Manuals", "Maps"),
    "System": ("Drivers", "Services", "Logs"), "Animals": ("Mammals", "Birds", "Fishes"),
}  # fmt: skip
PROSE = (
    "The harbour was quiet this morning, and only two boats had left.\nBy noon the wind had turned to the west.",
    "Meeting notes\n\n1. The budget was agreed.\n2. The next review is in March.\n3. Lena writes to the supplier.",
    "Dear all,\n\nthe parcel has arrived. Please collect it from the front desk.\n\nKind regards",
)
