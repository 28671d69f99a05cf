# Attribute mappings of Microsoft Entra provisioning as objects: what `attrflow` says as JSON, with PowerShell's pipeline and errors.
#
# For Windows PowerShell 5.1 and PowerShell 7. Expressions and records never stand on a command line, whose quotation marks Windows
# PowerShell 5.1 changes: they go to the program on standard input and in files, in UTF-8. This file is ASCII, because 5.1 reads a
# file without a byte order mark in the code page of Windows.

Set-StrictMode -Version 2.0

# UTF-8 without a byte order mark.
$script:Utf8 = New-Object System.Text.UTF8Encoding $false

foreach ($folder in 'Private', 'Public') {
    foreach ($file in Get-ChildItem -LiteralPath (Join-Path $PSScriptRoot $folder) -Filter '*.ps1') {
        . $file.FullName
    }
}
