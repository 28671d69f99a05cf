# Records as lines of JSON, and what comes back as objects. Runs nothing.

# A value for JSON: dates in the form of Microsoft Graph, which 5.1 would write as `/Date(...)/`.
function ConvertTo-PlainValue {
    param([object] $Value, [bool] $CamelCase, [int] $Depth = 16)
    if ($null -eq $Value -or $Depth -le 0) {
        return $null
    }
    if ($Value -is [System.Management.Automation.PSObject] -and $Value.PSObject.BaseObject -isnot [System.Management.Automation.PSCustomObject]) {
        $Value = $Value.PSObject.BaseObject
    }
    if ($Value -is [datetime]) {
        return $Value.ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ss.FFFFFFFZ', [System.Globalization.CultureInfo]::InvariantCulture)
    }
    if ($Value -is [System.DateTimeOffset]) {
        return ConvertTo-PlainValue -Value $Value.UtcDateTime
    }
    if ($Value -is [string] -or $Value.GetType().IsPrimitive -or $Value -is [decimal]) {
        return $Value
    }
    if ($Value -is [guid] -or $Value -is [uri] -or $Value -is [enum] -or $Value -is [char]) {
        return $Value.ToString()
    }
    $members = [ordered] @{}
    if ($Value -is [System.Collections.IDictionary]) {
        foreach ($key in $Value.Keys) {
            $members[(ConvertTo-AttributeName -Name ([string] $key) -CamelCase $CamelCase)] = ConvertTo-PlainValue -Value $Value[$key] -CamelCase $CamelCase -Depth ($Depth - 1)
        }
        return $members
    }
    if ($Value -is [System.Collections.IEnumerable]) {
        $items = @(foreach ($item in $Value) { , (ConvertTo-PlainValue -Value $item -CamelCase $CamelCase -Depth ($Depth - 1)) })
        return , $items
    }
    foreach ($property in $Value.PSObject.Properties) {
        if ($property.IsGettable -and $property.MemberType -ne 'ScriptProperty') {
            $members[(ConvertTo-AttributeName -Name $property.Name -CamelCase $CamelCase)] = ConvertTo-PlainValue -Value $property.Value -CamelCase $CamelCase -Depth ($Depth - 1)
        }
    }
    $members
}

function ConvertTo-AttributeName {
    param([string] $Name, [bool] $CamelCase)
    if ($CamelCase -and $Name -cmatch '^[A-Z][a-z]') {
        return $Name.Substring(0, 1).ToLowerInvariant() + $Name.Substring(1)
    }
    $Name
}

# A record as a line of JSON. A string is JSON already; line breaks in it are only between its members.
function ConvertTo-RecordLine {
    param([object] $Record, [bool] $CamelCase)
    if ($Record -is [string]) {
        return $Record -replace '[\r\n]+', ' '
    }
    ConvertTo-Json -InputObject (ConvertTo-PlainValue -Value $Record -CamelCase $CamelCase) -Depth 32 -Compress
}

# Objects of a JSON text. Where PowerShell can, dates stay the strings that they are.
function ConvertFrom-AttrflowJson {
    param([string] $Json)
    $options = @{}
    if ((Get-Command ConvertFrom-Json).Parameters.ContainsKey('DateKind')) {
        $options['DateKind'] = 'String'
    }
    ConvertFrom-Json -InputObject $Json @options
}

# The value of a line `{"value":...}`. A string that looks like a date would become one: the sign before it keeps it a string.
function ConvertFrom-ValueLine {
    param([string] $Line)
    if ($Line.StartsWith('{"value":"', [System.StringComparison]::Ordinal)) {
        $marked = ConvertFrom-Json -InputObject $Line.Insert('{"value":"'.Length, '_')
        return $marked.value.Substring(1)
    }
    $outcome = ConvertFrom-AttrflowJson -Json $Line
    , $outcome.value
}

# Writes lines to a new file and returns its path.
function New-RecordFile {
    param([string[]] $Line)
    $path = Join-Path ([System.IO.Path]::GetTempPath()) ('attrflow-' + [guid]::NewGuid().ToString('N') + '.ndjson')
    [System.IO.File]::WriteAllText($path, (($Line -join "`n") + "`n"), $script:Utf8)
    $path
}
