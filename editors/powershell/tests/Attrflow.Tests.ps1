# Pester 5. The program is that of the variable ATTRFLOW_PROGRAM, or the one on the path. ASCII only: Windows PowerShell 5.1 reads this
# file in the code page of Windows.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot '../Attrflow/Attrflow.psd1') -Force
    $script:Eacute = [string] [char] 0xE9
    $script:Smile = [char]::ConvertFromUtf32(0x1F600)
    $script:Folder = Join-Path ([System.IO.Path]::GetTempPath()) ('attrflow tests ' + [guid]::NewGuid().ToString('N'))
    [void] (New-Item -ItemType Directory -Path $script:Folder)
    $mapping = @(
        '[source]'
        "schema = 'entra:User'"
        ''
        '[target]'
        "schema = 'scim:User'"
        ''
        '[[attribute]]'
        "target = 'userName'"
        "value = '[userPrincipalName]'"
        'match = 1'
        ''
        '[[attribute]]'
        "target = 'displayName'"
        "value = 'Join("" "", [givenName], [surname])'"
    ) -join "`n"
    $script:Mapping = Join-Path $script:Folder 'users.toml'
    [System.IO.File]::WriteAllText($script:Mapping, $mapping)
    $script:Changed = Join-Path $script:Folder 'changed.toml'
    [System.IO.File]::WriteAllText($script:Changed, $mapping.Replace('" "', '"-"'))
    $script:Broken = Join-Path $script:Folder 'broken.toml'
    [System.IO.File]::WriteAllText($script:Broken, $mapping.Replace('Join(', 'Joyn('))
    $script:Ada = [PSCustomObject] @{ userPrincipalName = 'ada@contoso.com'; givenName = 'Ada'; surname = 'Lovelace' }
}

AfterAll {
    Remove-Item -LiteralPath $script:Folder -Recurse -Force
}

Describe 'Invoke-AttrflowExpression' {
    It 'keeps quotation marks, backslashes and blanks' {
        foreach ($text in ' ', '"', '\', 'a\"b', '\\', 'a b', "it's", '%PATH%', '$x', '&|<>^', 'trailing\') {
            $escaped = $text.Replace('\', '\\').Replace('"', '\"')
            Invoke-AttrflowExpression ('Append([a], "' + $escaped + '")') -Attribute @{ a = 'x' } -ValueOnly | Should -BeExactly ('x' + $text)
        }
    }

    It 'keeps characters beyond ASCII in both directions' {
        $value = Invoke-AttrflowExpression ('Append([a], "' + $Eacute + $Smile + '")') -Attribute @{ a = $Smile + $Eacute } -ValueOnly
        $value | Should -BeExactly ($Smile + $Eacute + $Eacute + $Smile)
    }

    It 'takes an expression over several lines' {
        Invoke-AttrflowExpression "Join(`r`n  ""-"",`r`n  [a], [b]`r`n)" -Attribute @{ a = '1'; b = '2' } -ValueOnly | Should -BeExactly '1-2'
    }

    It 'evaluates once without records' {
        Invoke-AttrflowExpression '"x"' -ValueOnly | Should -BeExactly 'x'
    }

    It 'gives an object for each record of the pipeline, in their order' {
        $found = @('a', 'b', 'c' | ForEach-Object { [PSCustomObject] @{ name = $_ } } | Invoke-AttrflowExpression 'ToUpper([name])')
        $found.Value | Should -Be @('A', 'B', 'C')
        $found[1].Record.name | Should -Be 'b'
    }

    It 'has no values for a pipeline without records' {
        @(@() | Invoke-AttrflowExpression '"x"').Count | Should -Be 0
    }

    It 'knows no value, no flow and several values' {
        (Invoke-AttrflowExpression '[a]' -Attribute @{ b = '1' }).Value | Should -BeNullOrEmpty
        (Invoke-AttrflowExpression 'IgnoreFlowIfNullOrEmpty([a])' -Attribute @{ b = '1' }).Skipped | Should -BeTrue
        $several = Invoke-AttrflowExpression 'Split([a], ",")' -Attribute @{ a = '1,2' }
        $several.Value | Should -Be @('1', '2')
    }

    It 'leaves a date the string that it is' {
        $value = Invoke-AttrflowExpression '[a]' -Attribute @{ a = '2026-01-15T09:30:00Z' } -ValueOnly
        $value | Should -BeOfType [string]
        $value | Should -BeExactly '2026-01-15T09:30:00Z'
    }

    It 'writes a date of an object as Microsoft Graph does' {
        $date = [datetime]::new(2026, 1, 15, 9, 30, 0, [System.DateTimeKind]::Utc)
        Invoke-AttrflowExpression '[a]' -Attribute @{ a = $date } -ValueOnly | Should -BeExactly '2026-01-15T09:30:00Z'
    }

    It 'reads the names of the Graph module with -CamelCase' {
        $user = [PSCustomObject] @{ UserPrincipalName = 'ada@contoso.com'; GivenName = 'Ada' }
        $user | Invoke-AttrflowExpression '[givenName]' -CamelCase -ValueOnly | Should -BeExactly 'Ada'
    }

    It 'takes records that are JSON' {
        "{`r`n  ""a"": ""1""`r`n}" | Invoke-AttrflowExpression '[a]' -ValueOnly | Should -BeExactly '1'
    }

    It 'ends with the code of an expression that is wrong' {
        { Invoke-AttrflowExpression 'Tolower([a])' -ErrorAction Stop } | Should -Throw -ErrorId 'wrong-case-function*'
        { Invoke-AttrflowExpression 'Left([a], 3' -ErrorAction Stop } | Should -Throw -ErrorId 'unclosed-parenthesis*'
    }

    It 'reports a record that fails and goes on with the others' {
        $records = @('2026-01-15', 'soon', '2026-01-16' | ForEach-Object { @{ d = $_ } })
        $found = @($records | Invoke-AttrflowExpression 'FormatDateTime([d], , "yyyy-MM-dd", "dd.MM.yyyy")' -ErrorAction SilentlyContinue -ErrorVariable failed)
        $found.Value | Should -Be @('15.01.2026', '16.01.2026')
        $failed.Count | Should -Be 1
        $failed[0].FullyQualifiedErrorId | Should -Match '^date-not-in-format'
        $failed[0].TargetObject.d | Should -Be 'soon'
    }

    It 'takes the time, the seed and settings' {
        $now = [datetime]::new(2026, 1, 15, 0, 0, 0, [System.DateTimeKind]::Utc)
        Invoke-AttrflowExpression 'FormatDateTime(Now(), , "M/d/yyyy h:mm:ss tt", "yyyy")' -Now $now -ValueOnly | Should -BeExactly '2026'
        $values = 1, 2 | ForEach-Object { Invoke-AttrflowExpression 'Guid()' -Seed 7 -ValueOnly }
        $values[0] | Should -BeExactly $values[1]
    }
}

Describe 'Test-AttrflowMapping' {
    It 'returns diagnostics with their locations' {
        $found = @(Test-AttrflowMapping $Broken | Where-Object Severity -EQ 'error')
        $found.Count | Should -Be 1
        $found[0].Code | Should -Be 'unknown-function'
        $found[0].Target | Should -Be 'displayName'
        $found[0].Line | Should -Be 14
        $found[0].File | Should -Be $Broken
        $found[0].Fix | Should -Not -BeNullOrEmpty
    }

    It 'takes files of the pipeline' {
        $codes = (Get-ChildItem -LiteralPath $Folder -Filter 'broken.toml' | Test-AttrflowMapping).Code
        $codes | Should -Contain 'unknown-function'
    }

    It 'takes a schema as an object' {
        $source = [ordered] @{ expression = 'Tolower([mail])'; name = 'Tolower'; type = 'Function' }
        $attribute = [ordered] @{ targetAttributeName = 'a'; source = $source }
        $schema = @{ synchronizationRules = @(@{ objectMappings = @(@{ sourceObjectName = 'User'; targetObjectName = 'User'; attributeMappings = @($attribute) }) }) }
        ($schema | Test-AttrflowMapping).Code | Should -Contain 'wrong-case-function'
    }

    It 'says with -Quiet whether there is no error' {
        Test-AttrflowMapping $Mapping -Quiet | Should -BeTrue
        Test-AttrflowMapping $Broken -Quiet | Should -BeFalse
        Test-AttrflowMapping -Expression 'Join(" ", [a])' -Quiet | Should -BeTrue
        Test-AttrflowMapping -Expression 'Join(" ", [a]' -Quiet | Should -BeFalse
    }

    It 'chooses by code and severity' {
        Test-AttrflowMapping $Broken -Select 'missing-active' | ForEach-Object Code | Should -Be @('missing-active')
        Test-AttrflowMapping $Broken -Ignore 'unknown-function', 'missing-active' -MinLevel error | Should -BeNullOrEmpty
    }

    It 'reports a file that cannot be read' {
        Test-AttrflowMapping (Join-Path $Folder 'nothing.toml') -ErrorAction SilentlyContinue -ErrorVariable failed
        $failed[0].FullyQualifiedErrorId | Should -Match '^ProgramFailed'
    }
}

Describe 'ConvertTo-AttrflowPayload' {
    It 'maps records of the pipeline' {
        $found = $Ada | ConvertTo-AttrflowPayload $Mapping
        $found.Status | Should -Be 'ok'
        $found.Payload.displayName | Should -Be 'Ada Lovelace'
        $found.PayloadJson | Should -Match '^\{"schemas":.*"displayName":"Ada Lovelace".*\}$'
        $found.Record | Should -Be $Ada
    }

    It 'reports a record that cannot be mapped' {
        $found = @{ givenName = 'Ada' }, $Ada | ConvertTo-AttrflowPayload $Mapping -ErrorAction SilentlyContinue -ErrorVariable failed
        @($found).Count | Should -Be 2
        @($found)[1].Status | Should -Be 'ok'
    }

    It 'ends for a mapping with errors' {
        { $Ada | ConvertTo-AttrflowPayload $Broken -ErrorAction Stop } | Should -Throw -ErrorId 'ProgramFailed*'
    }
}

Describe 'Compare-AttrflowMapping' {
    It 'returns what has changed' {
        $found = @(Compare-AttrflowMapping $Mapping $Changed)
        $found.Count | Should -Be 1
        $found[0].Target | Should -Be 'displayName'
        $found[0].Topic | Should -Be 'expression'
    }

    It 'counts the payloads that change' {
        $impact = $Ada | Compare-AttrflowMapping $Mapping $Changed | Where-Object Topic -EQ 'impact'
        $impact.New | Should -Be 1
    }

    It 'returns nothing for equal mappings' {
        Compare-AttrflowMapping $Mapping $Mapping | Should -BeNullOrEmpty
    }
}

Describe 'Format-AttrflowExpression and Get-AttrflowFunction' {
    It 'formats an expression' {
        Format-AttrflowExpression 'Join(" ",[a],[b])' | Should -BeExactly 'Join(" ", [a], [b])'
        { Format-AttrflowExpression 'Join(' -ErrorAction Stop } | Should -Throw -ErrorId 'unclosed-parenthesis*'
    }

    It 'finds functions by name and by task' {
        (Get-AttrflowFunction Join).Name | Should -Be 'Join'
        (Get-AttrflowFunction 'upper case').Name | Should -Contain 'ToUpper'
        @(Get-AttrflowFunction).Count | Should -BeGreaterThan 30
    }
}

Describe 'The program' {
    It 'is named where it is missing' {
        $program = $env:ATTRFLOW_PROGRAM
        try {
            $env:ATTRFLOW_PROGRAM = Join-Path $Folder 'nothing'
            { Invoke-AttrflowExpression '"x"' -ErrorAction Stop } | Should -Throw -ErrorId 'ProgramNotStarted*'
        } finally {
            $env:ATTRFLOW_PROGRAM = $program
        }
    }
}
